"""Sending: what is due is written down first (`queue`), then given to the mail server, message by message (`deliver`).

Nothing is lost and nothing is sent twice, by these rules.
1. A brief is written down in the same transaction that moves its subscription forward, under a key that can be there once.
2. Only one process sends at a time; a message found half-way belongs to one that died.
3. A message whose server never answered for it is ours still (RFC 5321, 6.1; RFC 1047) and is sent again, the same bytes with the
   same Message-ID, by which servers and programs for mail know a double. One that the server took is never sent again. The process
   can die between the server's word and its being written down; such a message counts as unanswered. It is tried `DOUBTS` times at most.
4. While a brief waits, its subscription gets no further one, so that the next can begin where it ended.
5. What a server refused or never took is told in the subscription's next brief. Of what it may have taken that is not so: whoever got it
   would read it twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q

from servanda_ledger.book import chain
from servanda_ledger.book.models import Entry
from servanda_ledger.brief.alone import alone
from servanda_ledger.brief.choose import USUAL, choose
from servanda_ledger.brief.mail import brief_mail
from servanda_ledger.brief.models import Outgoing, Subscription
from servanda_ledger.brief.parts import Choice, Period
from servanda_ledger.brief.schedule import due_day, moment_of
from servanda_ledger.brief.smtp import Answer, Line, MailSettingsError, Server, mail_server
from servanda_ledger.brief.subscribing import forget, scope_of_subscription, times_of

BACK_OFF = tuple(timedelta(minutes=m) for m in (2, 10, 30, 60, 180, 360, 720, 1440))
DOUBTS = 2  # times that a message is sent again of which the server may have taken the first
FAILURES = 3  # mails in a row that a server refuses until a subscription is suspended
_PAUSE = 5  # servers' failures in a row, of whatever kind, after which a run stops to bother it
_DIED = "the process died before the server's answer was written down"
_KEPT = timedelta(days=90)  # how long it is remembered what was sent

_log = logging.getLogger(__name__)

Tell = Callable[[str], None]


@dataclass(slots=True)
class Done:
    """What a run did."""

    queued: int = 0
    sent: int = 0
    later: int = 0
    gave_up: int = 0
    busy: bool = False

    @property
    def troubled(self) -> bool:
        """Whether something could not be sent."""
        return bool(self.later or self.gave_up)

    @property
    def words(self) -> str:
        """One line for people."""
        if self.busy:
            return "another process is sending; nothing was done"
        return f"{self.queued} written, {self.sent} sent, {self.later} to be tried again, {self.gave_up} given up"


def send(now: datetime | None = None, *, dry_run: bool = False, tell: Tell = lambda line: None) -> Done:
    """Write and send what is due at `now`. Raises `MailSettingsError`."""
    server = mail_server()
    moment = now or datetime.now(UTC)
    done = Done()
    if dry_run:
        done.queued = sum(1 for subscription in _active() if _wanted(subscription, moment, tell))
        done.later = 0
        return done
    with alone() as mine:
        if not mine:
            done.busy = True
            return done
        recover(moment)
        forget(moment)
        Outgoing.objects.filter(state__in=("sent", "failed", "gave_up"), attempted_at__lt=moment - _KEPT).delete()
        done.queued = queue(server, moment, tell)
        deliver(server, moment, done, tell)
    return done


def queue(server: Server, now: datetime, tell: Tell = lambda line: None) -> int:
    """Write down every brief that is due; returns how many there are. An empty one is none, but its period counts as covered."""
    count = 0
    for subscription in _active():
        wanted = _period(subscription, now)
        if wanted is None:
            continue
        period, key = wanted
        if Outgoing.objects.filter(subscription=subscription, period=key).exists():
            continue  # given up already; the next period tells of it
        brief = choose(period, scope_of_subscription(subscription), _choice())
        with transaction.atomic():
            # Somebody may have changed or ended it meanwhile; and a row is written once.
            mine = Subscription.objects.filter(pk=subscription.pk, state="active", covered=subscription.covered)
            if not mine.update(covered=period.until, covered_day=period.day):
                continue
            if brief.empty:
                continue
            mail = brief_mail(brief, subscription, key, server, now)
            _row, made = Outgoing.objects.get_or_create(
                subscription=subscription,
                period=key,
                defaults={
                    "message_id": mail.message_id,
                    "message": mail.data,
                    "after": period.after,
                    "until": period.until,
                    "since_day": period.since,
                    "state": "pending",
                    "not_before": now,
                },
            )
            count += made
            tell(f"written: {key} for subscription {subscription.pk}")
    return count


def recover(now: datetime) -> None:
    """Take up what a process that died left half-way: what it had not handed over is simply pending again."""
    half = Outgoing.objects.filter(state="sending")
    half.filter(handed=False).update(state="pending", not_before=now)
    half.filter(handed=True).update(state="pending", doubts=F("doubts") + 1, not_before=now, reply=_DIED)


def deliver(server: Server, now: datetime, done: Done, tell: Tell = lambda line: None, *, only: str = "") -> None:
    """Give the pending messages whose time has come to the server; `only` those whose period begins so."""
    # Where the clock was set back, a message that was tried in what is now the future has waited long enough.
    ready = Outgoing.objects.filter(state="pending").filter(Q(not_before__lte=now) | Q(attempted_at__gt=now)).order_by("pk")
    line, failed = Line(server), 0
    try:
        for key in list(ready.filter(period__startswith=only).values_list("pk", flat=True)):
            if failed >= _PAUSE:
                break
            claimed = Outgoing.objects.filter(pk=key, state="pending")
            if not claimed.update(state="sending", handed=False, attempts=F("attempts") + 1, attempted_at=now):
                continue
            row = Outgoing.objects.select_related("subscription").get(pk=key)
            if row.doubts > DOUBTS:
                answer = Answer("doubt", row.reply)
            else:
                answer = line.give(row.subscription.email, bytes(row.message), partial(_handing, key))
            failed = 0 if answer.outcome in ("sent", "refused") else failed + 1
            _settle(row, answer, now, done)
            tell(f"{answer.outcome}: {row.period} for subscription {row.subscription_id} ({answer.reply})")
    finally:
        line.close()


def _handing(key: int) -> None:
    Outgoing.objects.filter(pk=key).update(handed=True)


def _settle(row: Outgoing, answer: Answer, now: datetime, done: Done) -> None:
    mine = Outgoing.objects.filter(pk=row.pk)
    if answer.outcome == "sent":
        mine.update(state="sent", sent_at=now, reply=answer.reply, message=b"")
        Subscription.objects.filter(pk=row.subscription_id).update(failures=0)
        done.sent += 1
        return
    doubts = row.doubts + (answer.outcome == "doubt")
    if answer.outcome != "refused" and row.attempts <= len(BACK_OFF) and doubts <= DOUBTS:
        wait = BACK_OFF[row.attempts - 1]
        mine.update(state="pending", not_before=now + wait, doubts=doubts, handed=False, reply=answer.reply)
        done.later += 1
        return
    done.gave_up += 1
    with transaction.atomic():
        refused = answer.outcome == "refused"
        mine.update(state="failed" if refused else "gave_up", doubts=doubts, reply=answer.reply, message=b"")
        _give_back(row, doubts, refused=refused)


def _give_back(row: Outgoing, doubts: int, *, refused: bool) -> None:
    """Have the next brief tell what this one told, unless the server may have it; and stop where mail always comes back."""
    held = Subscription.objects.filter(pk=row.subscription_id)
    subscription = held.first()
    if subscription is None:
        return
    if (refused or doubts <= DOUBTS) and row.since_day is not None and row.after < subscription.covered:
        held.update(covered=row.after)
    if refused:
        failures = subscription.failures + 1
        state = "suspended" if failures >= FAILURES and subscription.state == "active" else subscription.state
        held.update(failures=failures, state=state)


def deliver_soon() -> None:
    """Send the mails that ask to confirm now, beside the request that asked for them; what cannot be sent now is sent by the next run."""
    Thread(target=_deliver_asked, name="brief", daemon=True).start()


def _deliver_asked() -> None:
    try:
        with alone() as mine:
            if mine:
                deliver(mail_server(), datetime.now(UTC), Done(), only="confirm ")
    except (MailSettingsError, DatabaseError, OSError):
        _log.exception("a mail that asks to confirm waits for the next run")
    finally:
        connection.close()


def _active() -> list[Subscription]:
    return list(Subscription.objects.filter(state="active").order_by("pk"))


def _wanted(subscription: Subscription, now: datetime, tell: Tell) -> bool:
    wanted = _period(subscription, now)
    if wanted is None:
        return False
    brief = choose(wanted[0], scope_of_subscription(subscription), _choice())
    if not brief.empty:
        tell(f"would write: {wanted[1]} for subscription {subscription.pk}")
    return not brief.empty


def _choice() -> Choice:
    return USUAL


def _period(subscription: Subscription, now: datetime) -> tuple[Period, str] | None:
    """What a subscription's next brief covers, and its key; None when none is due, or while one waits to be sent."""
    if Outgoing.objects.filter(subscription=subscription, state__in=("pending", "sending")).exclude(period__startswith="confirm ").exists():
        return None
    times = times_of(subscription)
    day = due_day(times, now, subscription.covered_day)
    if day is None:
        return None
    since = subscription.covered_day or day - timedelta(days=1)
    if times.frequency == "at_once":
        until = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
        if until <= subscription.covered and day <= since:
            return None
        return Period(subscription.covered, max(until, subscription.covered), since, day), f"at once {day.isoformat()} {until}"
    until = chain.number_at(moment_of(times, day).isoformat(timespec="microseconds").replace("+00:00", "Z"))
    return Period(subscription.covered, max(until, subscription.covered), since, day), f"{times.frequency} {day.isoformat()}"
