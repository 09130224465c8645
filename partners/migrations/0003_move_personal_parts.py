from django.db import migrations

# What these rows say of people or in free text, as their models name it in `personal_fields`.
PERSONAL = {
    "partners.user": {"email", "name"},
    "assets.booking": {"purpose", "cancel_reason"},
    "assets.bookingrequest": {"title", "reference"},
    "assets.blocking": {"reason"},
}
NAMES = {"partners.user": "User", "assets.booking": "Booking", "assets.bookingrequest": "Booking request", "assets.blocking": "Blocking"}


def move(apps, schema_editor) -> None:
    """Entries written before there was a personal part get one."""
    AuditEntry = apps.get_model("partners", "AuditEntry")
    entries = AuditEntry.objects.filter(object_type__in=PERSONAL).order_by("pk")
    batch = []
    for entry in entries.iterator(chunk_size=1000):
        fields = PERSONAL[entry.object_type]
        entry.personal = {"label": entry.object_label}
        for side in ("before", "after"):
            state = getattr(entry, side)
            entry.personal[side] = {key: value for key, value in state.items() if key in fields}
            setattr(entry, side, {key: value for key, value in state.items() if key not in fields})
        entry.object_label = f"{NAMES[entry.object_type]} {entry.object_id}"
        batch.append(entry)
        if len(batch) == 200:
            AuditEntry.objects.bulk_update(batch, ["object_label", "before", "after", "personal"])
            batch.clear()
    AuditEntry.objects.bulk_update(batch, ["object_label", "before", "after", "personal"])


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_sealed_audit_and_closed_accounts'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
