from procurement.models.authorities import Budget, ContractingAuthority, NameMapping
from procurement.models.awards import Allocation, Award, BuyerCost, CallOff, OrderLine, PurchaseBatch
from procurement.models.bids import Bid, BidLine, Discount, PriceTier
from procurement.models.items import Item
from procurement.models.joint import Baseline, DemandLine, JointProcurement, Participation
from procurement.models.savings import CostShare, CostSplit, Saving
from procurement.models.scenarios import AwardRule, Scenario, ScenarioRule
from procurement.models.suppliers import Commitment, DeliveryCharge, Framework, Lot, Supplier

__all__ = [
    "Allocation",
    "Award",
    "AwardRule",
    "Baseline",
    "Bid",
    "BidLine",
    "Budget",
    "BuyerCost",
    "CallOff",
    "Commitment",
    "ContractingAuthority",
    "CostShare",
    "CostSplit",
    "DeliveryCharge",
    "DemandLine",
    "Discount",
    "Framework",
    "Item",
    "JointProcurement",
    "Lot",
    "NameMapping",
    "OrderLine",
    "Participation",
    "PriceTier",
    "PurchaseBatch",
    "Saving",
    "Scenario",
    "ScenarioRule",
    "Supplier",
]
