"""Uses of a pool get an asset each where that is possible, around what is taken already."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from optimizer.bookings.colouring import Pool, Use, colour


def use(number: int, *spans: tuple[int, int], liked: set[int] = frozenset(), worth: int = 1) -> Use:
    return Use(request=number, column=0, spans=list(spans), liked=set(liked), worth=worth)


def coloured(taken: dict[int, list], *uses: Use) -> list[int]:
    colour(Pool({asset: list(spans) for asset, spans in taken.items()}), list(uses))
    return [each.asset for each in uses]


#   0  |. b b b b .|        only if a goes beside the held booking is there room for b
#   1  |a a . . h h|
def test_a_use_goes_where_it_is_in_nobodys_way() -> None:
    assert coloured({0: [], 1: [(4, 6)]}, use(1, (0, 2)), use(2, (1, 5))) == [1, 0]


#   0  |. . h h . .|
#   1  |h h . . h h|        b fits between what is held at every moment, but on neither asset
def test_room_at_every_moment_is_not_room_on_one_asset() -> None:
    held = {0: [(2, 4)], 1: [(0, 2), (4, 6)]}
    assert coloured(held, use(1, (1, 3))) == [-1]
    assert coloured(held, use(1, (0, 2)), use(2, (2, 4))) == [0, 1]


#   0  |s s . . s s|
#   1  |a a a a b b|        the series stays on one asset
def test_a_series_keeps_its_asset() -> None:
    found = coloured({0: [], 1: []}, use(1, (0, 4)), use(2, (0, 2), (4, 6)), use(3, (4, 6)))
    assert found[0] == found[2] != found[1]


def test_what_is_worth_least_is_left_out() -> None:
    assert coloured({0: []}, use(1, (0, 4), worth=5), use(2, (2, 6), worth=9)) == [-1, 0]


def test_liked_assets_come_first() -> None:
    assert coloured({0: [], 1: []}, use(1, (0, 4)), use(2, (0, 4), liked={0})) == [1, 0]


spans = st.tuples(st.integers(0, 8), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(spans, min_size=1, max_size=5), st.lists(spans, max_size=1), st.lists(spans, max_size=1))
def test_all_uses_find_an_asset_wherever_that_is_possible(wanted: list, first: list, second: list) -> None:
    taken = {0: first, 1: second}
    found = coloured(taken, *(use(number, span) for number, span in enumerate(wanted)))
    by_asset = {
        asset: [*taken[asset], *(w for w, a in zip(wanted, found, strict=True) if a == asset)]
        for asset in taken
    }
    assert all(_clear(each) for each in by_asset.values())
    possible = any(
        all(
            _clear([*taken[asset], *(w for w, a in zip(wanted, way, strict=True) if a == asset)])
            for asset in taken
        )
        for way in product((0, 1), repeat=len(wanted))
    )
    assert (-1 not in found) == possible


def _clear(spans: list) -> bool:
    ordered = sorted(spans)
    return all(one[1] <= other[0] for one, other in pairwise(ordered))
