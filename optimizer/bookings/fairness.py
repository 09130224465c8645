"""Fairness among parts that are solved apart: what a unit of acceptance is worth more, by organisation.

The prize for fairness is B × m, m the smallest share accepted. For any φ ≥ 0 with Σ φ ≥ B it is at most
Σ φ_o × share_o. So parts may count k_o points more for each unit of weight and repeat that they accept, where
φ_o = k_o × requested_o / accept, in whole numbers; bounds then add up to a bound of the whole.
"""

from collections.abc import Mapping

import numpy as np

from optimizer.bookings.problem import Problem
from optimizer.bookings.score import requested_values
from optimizer.bookings.tighten import onto_simplex

PACE, SLOWER = 3.0, 3


class Fairness:
    """The rates k by organisation, moved towards those that get the smallest share."""

    def __init__(self, problem: Problem) -> None:
        self.requested = requested_values(problem)
        self.prize = sum(self.requested.values()) * problem.weights.fairness_permille // 1000
        self.accept = problem.weights.accept
        self.names = list(self.requested)
        self.weights = {name: total // self.accept for name, total in self.requested.items()}
        self.rounds = 0
        self.point = np.array([self.prize * total for total in self.requested.values()], dtype=float)
        self.point /= max(1, sum(self.requested.values()))
        self.rates = self._rates()

    def move(self, accepted: Mapping[str, float]) -> None:
        """Take the value accepted by each organisation into account."""
        if len(self.names) < 2 or not self.prize:
            return
        shares = np.array([accepted.get(name, 0) / self.requested[name] for name in self.names])
        pace = self.prize * PACE / (1 + self.rounds / SLOWER)
        self.point = onto_simplex(self.point - pace * (shares - shares.mean()), float(self.prize))
        self.rounds += 1
        self.rates = self._rates()

    def _rates(self) -> dict[str, int]:
        """Whole rates whose worth is at least the prize: rounded down, then raised where that costs least."""
        if not self.names:
            return {}
        rates = {
            name: int(part // self.weights[name]) for name, part in zip(self.names, self.point, strict=True)
        }
        for name in sorted(self.names, key=lambda name: -self.weights[name]):
            missing = self.prize - sum(rates[each] * self.weights[each] for each in self.names)
            if missing <= 0:
                break
            rates[name] += max(0, missing // self.weights[name])
        missing = self.prize - sum(rates[each] * self.weights[each] for each in self.names)
        if missing > 0:
            rates[min(self.names, key=lambda name: self.weights[name])] += 1
        return rates
