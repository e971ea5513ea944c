"""`mrawatch webhook …`: who is told of changes as they come, and what became of what was sent."""

import time
from datetime import timedelta
from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import Format, FormatOption, now
from crawler.interrupts import terminable
from crawler.printing import counted, note, show, show_json, show_long, show_table
from store.feeds.sending import Sender, Sent
from store.feeds.subscriptions import Subscription, Subscriptions
from store.feeds.targets import check
from store.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Webhooks: every change, signed, sent to those who ask for it.")

IdArgument = Annotated[
    int, typer.Argument(metavar="ID", help="The webhook's number, as `mrawatch webhook list` shows it.")
]

_LONGEST_SLEEP = timedelta(minutes=1)
"""How long `send --until-empty` sleeps at most before it looks again: changes may have come meanwhile."""


@app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where changes are sent: https, on the open internet.")],
    since: Annotated[
        int | None,
        typer.Option(
            "--from", metavar="SEQ", min=0, help="The first change to send; 0: all. Default: those still to come."
        ),
    ] = None,
    remark: Annotated[str, typer.Option("--note", help="Whose it is, for the list.")] = "",
    format_: FormatOption = Format.TABLE,
) -> None:
    """Add a webhook and show its secret, this once: its receiver verifies the signatures with it."""
    settings = Settings.read()
    target = check(url, loopback=settings.webhook_loopback)
    with opened(settings) as store, store.transaction() as session:
        added = Subscriptions(session).add(target, at=now(), since=since, note=remark)
    if format_ is Format.JSON:
        show_json(added)
        return
    show_long(f"webhook {added.id}: {added.url}")
    show_long(f"secret, shown only now: {added.secret}")
    show(f"{added.waiting} changes wait to be sent" if added.waiting else "it is sent every change from now on")


@app.command("list")
def list_(format_: FormatOption = Format.TABLE) -> None:
    """List webhooks, with what was delivered, waits, or was given up."""
    with opened() as store, store.reading() as session:
        found = Subscriptions(session).list()
    if format_ is Format.JSON:
        show_json(found)
        return
    rows = ((w.id, f"{w.url}\n{w.note}".strip(), w.status, w.delivered, w.waiting, w.dead) for w in found)
    columns = ("ID", "Address", "Status", "Delivered", "Waiting", "Dead")
    show_table(columns, rows, numbers=("ID", *columns[3:]))
    show(counted(len(found), "webhook"))


@app.command()
def pause(
    id_: IdArgument,
    remark: Annotated[str, typer.Option("--note", help="Why, for the list.")] = "",
    format_: FormatOption = Format.TABLE,
) -> None:
    """Send nothing to a webhook until it is resumed; changes wait for it."""
    with opened() as store, store.transaction() as session:
        found = Subscriptions(session).pause(id_, remark)
    _report(found, format_)


@app.command()
def resume(id_: IdArgument, format_: FormatOption = Format.TABLE) -> None:
    """Send to a paused webhook again, all that has come meanwhile."""
    with opened() as store, store.transaction() as session:
        found = Subscriptions(session).resume(id_)
    _report(found, format_)


@app.command()
def remove(id_: IdArgument, format_: FormatOption = Format.TABLE) -> None:
    """Forget a webhook, its secret and its deliveries."""
    with opened() as store, store.transaction() as session:
        found = Subscriptions(session).get(id_)
        Subscriptions(session).remove(id_)
    if format_ is Format.JSON:
        show_json(found)
        return
    show_long(f"webhook {found.id} removed: {found.url}")


@app.command()
def send(
    until_empty: Annotated[
        bool, typer.Option("--until-empty", help="Go on, waiting for what is to be tried again, until nothing waits.")
    ] = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Send what is due to the webhooks. A receiver's failure is counted, no error: it is tried again when it is due."""
    settings = Settings.read()
    with opened(settings) as store, terminable():
        sender = Sender(store, loopback=settings.webhook_loopback)
        done = sender.send()
        while until_empty and (due := sender.next_due()) is not None:
            time.sleep(max(0.0, min(due - now(), _LONGEST_SLEEP).total_seconds()))
            again = sender.send()
            counts = {name: getattr(done, name) + getattr(again, name) for name in ("sent", "failed", "died")}
            done = Sent(**counts, outbox=again.outbox)
    if format_ is Format.JSON:
        show_json(done)
        return
    show(f"{done.sent} sent, {done.failed} attempts failed, {done.outbox.waiting} waiting, {done.outbox.dead} dead")
    if done.died:
        note("deliveries were given up: mrawatch webhook dead")


@app.command()
def replay(
    id_: IdArgument,
    since: Annotated[int, typer.Option("--from", metavar="SEQ", min=0, help="The first change to send; 0: all.")],
    format_: FormatOption = Format.TABLE,
) -> None:
    """Send changes to a webhook once more, whatever became of them; `mrawatch webhook send` or the night does it."""
    with opened() as store, store.transaction() as session:
        again = Subscriptions(session).replay(id_, since, at=now())
        found = Subscriptions(session).get(id_)
    if format_ is Format.JSON:
        show_json(found)
        return
    show(f"webhook {id_}: {again} changes wait to be sent again")


@app.command()
def dead(format_: FormatOption = Format.TABLE) -> None:
    """List what was given up after the last attempt, with the reason; `mrawatch webhook replay` sends it again."""
    with opened() as store, store.reading() as session:
        found = Subscriptions(session).dead()
    if format_ is Format.JSON:
        show_json(found)
        return
    rows = ((d.subscription, f"{d.url}\n{d.error}", d.change, d.attempts) for d in found)
    columns = ("Webhook", "Address and last error", "Change", "Attempts")
    show_table(columns, rows, numbers=("Webhook", "Change", "Attempts"))
    show(f"{len(found)} deliveries are dead")


def _report(found: Subscription, format_: Format) -> None:
    if format_ is Format.JSON:
        show_json(found)
        return
    show_long(f"webhook {found.id} {found.status}, {found.waiting} changes waiting: {found.url}")
