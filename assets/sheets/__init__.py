"""Sheets of the assets room: sites, assets, agreements and requests in and out, and the round's workbook out.

    SITES ASSETS AGREEMENTS REQUESTS                            (sheets.tables) workbooks.table.Table
    import_sites(*, data, by) -> Upload                         and import_assets, import_agreements
    import_requests(*, data, planned, by, submit=True) -> Upload
    export_sites(user) -> bytes                                 and export_assets, export_agreements
    export_requests(user, planned=None) -> bytes
    template(name) -> bytes                                     "sites", "assets", "agreements", "requests"
    round_workbook(planned, user) -> bytes                      (sheets.round_workbook)

What is exported can be changed and imported again: rows are known by their organisation and code or reference.
"""

from assets.sheets.exports import (
    export_agreements,
    export_assets,
    export_requests,
    export_sites,
    template,
)
from assets.sheets.imports import (
    Upload,
    import_agreements,
    import_assets,
    import_requests,
    import_sites,
)
from assets.sheets.round_workbook import round_workbook
from assets.sheets.tables import AGREEMENTS, ASSETS, REQUESTS, SITES

__all__ = [
    "AGREEMENTS",
    "ASSETS",
    "REQUESTS",
    "SITES",
    "Upload",
    "export_agreements",
    "export_assets",
    "export_requests",
    "export_sites",
    "import_agreements",
    "import_assets",
    "import_requests",
    "import_sites",
    "round_workbook",
    "template",
]
