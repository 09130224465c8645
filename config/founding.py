"""The sheets that found an installation: organisations with their partnership, and the first people."""

from django.core.exceptions import ValidationError
from django.db import transaction

from partners.actions.organisations import found_member, found_organisation
from partners.models import Membership, Organisation
from procurement.actions.founding import found_authority
from workbooks.read import Reading, read_workbook
from workbooks.table import Column, Table

ORGANISATIONS = Table(
    name="organisations",
    title="Organisations",
    columns=(
        Column("name", "Name", required=True, example="Bedfordshire Police"),
        Column("short_name", "Short name", "code", required=True, example="BEDS-POLICE"),
        Column("kind", "Kind", "choice", required=True, choices=Organisation.Kind.choices),
        Column("ods_code", "ODS code", "code", default="", help="NHS bodies only"),
        Column("vat_recoverable", "Recovers VAT", "yes_no", help="Blank: it does not buy here"),
        Column("partnerships", "Partnerships", "list", example="Bedfordshire emergency services"),
    ),
    unique=("short_name",),
)
PEOPLE = Table(
    name="people",
    title="People",
    columns=(
        Column("name", "Name", required=True, example="Maya Okafor"),
        Column("email", "E-mail", "code", required=True, example="maya.okafor@bfrs.example"),
        Column("organisation", "Organisation", "code", required=True, help="Its short name"),
        Column("roles", "Roles", "list", required=True, choices=Membership.Role.choices),
    ),
)


def load_organisations(data: bytes) -> Reading:
    """Found every organisation of the sheet, or none; `faults` of the answer says what is wrong."""

    def add(row: dict) -> None:
        vat_recoverable = row.pop("vat_recoverable")
        organisation = found_organisation(**row, by=None)
        if vat_recoverable is not None:
            found_authority(organisation=organisation, vat_recoverable=vat_recoverable, by=None)

    return _load(data, ORGANISATIONS, add)


def load_people(data: bytes, *, password: str | None = None) -> Reading:
    """Give every person of the sheet an account and roles, or nobody; `password` is everybody's first one."""

    def add(row: dict) -> None:
        organisation = Organisation.objects.filter(short_name=row.pop("organisation")).first()
        if organisation is None:
            raise ValidationError({"organisation": "No organisation has this short name. Load it first."})
        found_member(organisation=organisation, password=password, by=None, **row)

    return _load(data, PEOPLE, add)


def _load(data: bytes, table: Table, add) -> Reading:
    reading = read_workbook(data, [table])
    with transaction.atomic():
        for row in reading.rows[table.name]:
            number = row.pop("row")
            try:
                with transaction.atomic():
                    add(row)
            except ValidationError as error:
                _note(reading, table, number, error)
        if reading.faults:
            transaction.set_rollback(True)
    return reading


def _note(reading: Reading, table: Table, number: int, error: ValidationError) -> None:
    columns = {column.name for column in table.columns}
    first = table.columns[0].name
    for field, messages in getattr(error, "message_dict", {first: error.messages}).items():
        column = {"user": "email", "role": "roles"}.get(field, field)
        for message in messages:
            reading.fault(table.name, number, column if column in columns else first, message)
