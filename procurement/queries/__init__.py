"""Rows as pages, API and workbooks need them: scoped to the user, in a constant number of queries.

    catalogue     visible_items, visible_suppliers, visible_frameworks, visible_lots, visible_authorities
    procurements  visible_procurements, listed_procurements, open_procurements, procurement_for
    taking_part   participations_of, own_participations, demand_of, visible_demand, baselines_of,
                  planned_authorities
    bids          bids_of, visible_bids
    scenarios     scenarios_of, visible_scenarios
    funding       visible_budgets
    spending      lot_spent_elsewhere, budget_spent_elsewhere
    names         mappings_of, suggested_authorities

What a scenario's answer says is in `procurement.results`, since it reads documents through `planning`.
"""
