"""The writes of the assets room: keyword-only, signed, audited in their own transaction.

bookings    create_booking move_booking cancel_booking
series      create_series
catalogue   save_site save_asset save_feature save_blocking remove_blocking
agreements  save_agreement sign_agreement end_agreement
requests    save_request submit_request request_booking withdraw_request
rounds      create_round plan_round settle_round reopen_round publish_round unpublish_round
"""
