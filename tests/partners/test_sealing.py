"""The chain of the audit log: whole under many writers, and every kind of meddling is found and named."""

import random
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from partners.audit import record
from partners.migrations import _audit_guards
from partners.models import AuditEntry, AuditHead, User
from partners.sealing import ERASED, seal_entries, seal_of, verify
from tests.partners.people import organisation

pytestmark = pytest.mark.postgres


class Editor:
    """Runs statements as somebody who owns the database could."""

    connection = connection

    def execute(self, sql, params=None):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


@pytest.fixture
def chain(db):
    """Five sealed entries; the second has a personal part."""
    body = organisation("Fire")
    person = User.objects.create_user("ann@example.org", name="Ann")
    with transaction.atomic():
        for number in range(5):
            subject = person if number == 1 else body
            record(
                "thing.done", subject, by=person, organisation=body, after={"number": number, "name": "Ann"}
            )
    seal_entries()
    return list(AuditEntry.objects.order_by("position"))


def meddle(sql, *values) -> None:
    """What an intruder with full rights on the database does: first the guards go."""
    _audit_guards.remove(None, Editor())
    Editor().execute(sql, values)
    _audit_guards.install(None, Editor())


def test_a_chain_nobody_touched_is_whole(chain, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert "5 entries, all as they were sealed; 0 not sealed yet." in said
    assert AuditHead.objects.get().seal in said
    assert [entry.position for entry in chain] == [1, 2, 3, 4, 5]
    assert len({entry.seal for entry in chain}) == 5


def test_what_is_not_sealed_yet_is_sealed_before_the_check(chain, capsys):
    AuditEntry.objects.create(action="thing.done", object_type="a", object_id="1", object_label="late")
    assert verify().unsealed == 1
    call_command("verify_audit")
    assert "6 entries" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        "action = 'thing.undone'",
        "at = '2020-01-01 00:00:00'",
        "user_id = NULL",
        "organisation_id = NULL",
        "object_type = 'x'",
        "object_id = '9'",
        "object_label = 'x'",
        "before = '{\"x\": 1}'",
        "after = '{\"number\": 7}'",
        "seal = 'x'",
        "personal_digest = 'x'",
    ],
)
def test_a_changed_entry_is_named(chain, change):
    third = chain[2]
    meddle(f"UPDATE partners_auditentry SET {change} WHERE id = %s", third.pk)
    with pytest.raises(CommandError, match=rf"Entry {third.pk} at position 3 \(.*was changed"):
        call_command("verify_audit")


@pytest.mark.parametrize("personal", ['{"label": "Bob"}', "{}"])
def test_a_changed_personal_part_is_named(chain, personal):
    meddle("UPDATE partners_auditentry SET personal = %s WHERE id = %s", personal, chain[1].pk)
    assert f"Entry {chain[1].pk} at position 2" in verify().fault


@pytest.mark.parametrize("position", [1, 3])
def test_a_deleted_entry_is_missed(chain, position):
    meddle("DELETE FROM partners_auditentry WHERE position = %s", position)
    assert verify().fault == f"The entry at position {position} is missing."


def test_entries_cut_off_at_the_end_are_missed(chain):
    meddle("DELETE FROM partners_auditentry WHERE position > 3")
    assert verify().fault == "The chain should end at position 5, but it ends at 3: entries are missing."


def test_an_entry_slipped_in_at_the_end_is_found(chain):
    Editor().execute("UPDATE partners_audithead SET position = 4, seal = %s", [chain[3].seal])
    assert "behind the end of the chain at position 4" in verify().fault


def test_entries_exchanged_are_found(chain):
    meddle("UPDATE partners_auditentry SET position = 9 WHERE position = 2")
    Editor().execute("UPDATE partners_audithead SET position = 9")
    assert verify().fault == "The entry at position 2 is missing."


def test_a_chain_written_anew_no_longer_holds_the_head_that_was_noted(chain):
    noted = chain[-1].seal
    assert not verify(noted).fault
    previous = chain[1].seal
    for entry in chain[2:]:
        entry.action = "thing.undone"
        previous = entry.seal = seal_of(entry, previous)
        meddle(
            "UPDATE partners_auditentry SET action = %s, seal = %s WHERE id = %s",
            entry.action,
            entry.seal,
            entry.pk,
        )
    Editor().execute("UPDATE partners_audithead SET seal = %s", [previous])
    assert not verify().fault
    assert verify(noted).fault == "The noted seal is not in the chain: the chain was written anew."


def test_a_personal_part_erased_by_a_recorded_act_leaves_the_chain_whole(chain):
    AuditEntry.objects.filter(pk=chain[1].pk).update(personal={}, salt="")
    assert "no act of erasure names it" in verify().fault
    AuditEntry.objects.create(
        action=ERASED, object_type="a", object_id="1", object_label="x", after={"entries": [chain[1].pk]}
    )
    seal_entries()
    assert not verify().fault


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_and_three_who_seal_make_one_whole_chain():
    body = organisation("Fire")
    faults = []

    def guarded(act):
        try:
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    def write():
        for number in range(6):
            with transaction.atomic():
                record("thing.done", body, by=None, organisation=body, after={"number": number})
                if random.random() < 0.3:  # an id is used up, and never comes
                    transaction.set_rollback(True)

    threads = [threading.Thread(target=guarded, args=(write,)) for _ in range(16)]
    threads += [threading.Thread(target=guarded, args=(seal_entries,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_entries()
    found = verify()
    assert not faults and not found.fault
    assert (found.sealed, found.unsealed) == (AuditEntry.objects.count(), 0) and found.sealed > 16


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_after_later_ones_were_sealed_gets_the_next_position():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, so ids commit in their order")
    body = organisation("Fire")
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            record("slow.done", body, by=None, organisation=body)
            begun.set()
            go_on.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(10)
    with transaction.atomic():
        record("quick.done", body, by=None, organisation=body)
    assert seal_entries() == 1
    go_on.set()
    thread.join()
    assert seal_entries() == 1
    assert list(AuditEntry.objects.order_by("position").values_list("action", flat=True)) == [
        "quick.done",
        "slow.done",
    ]
    assert not verify().fault
