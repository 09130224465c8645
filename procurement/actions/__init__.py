"""The writes of procurement: keyword-only, atomic, signed, audited. Each raises `Refused` in words.

A field's fault is refused as `invalid` (422) with `field` and, where several fields are at fault, all of them in
`details["errors"]` as {"path", "message"}.

authorities    set_up_authority, set_budget, confirm_name, forget_name
catalogue      create_item, edit_item, create_supplier, edit_supplier, set_delivery_charge, set_commitment
frameworks     create_framework, create_lot, edit_lot
procurements   create_procurement, edit_procurement, cancel_procurement
participation  invite_authority, join_procurement, commit_participation, withdraw_participation
demand         add_demand_line, edit_demand_line, remove_demand_line, set_baseline
bids           create_bid, edit_bid, remove_bid, add_bid_line, edit_bid_line, remove_bid_line, set_discounts
award_rules    add_award_rule, remove_award_rule
scenarios      create_scenario, copy_scenario, change_scenario, set_scenario_rule, remove_scenario, solve_scenario
splits         split_cost
awards         award_scenario, undo_award, issue_call_off
"""
