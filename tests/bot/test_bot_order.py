"""Order within a chat: over replicas, and where one of them dies."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Update

from bot.lanes import ChatLanes, chat_in_order
from bot.store.database import Database, make_engine
from bot.store.instances import Instance, started
from bot.store.journal import Item, Journal
from bot.store.migrate import migrate

BOT, CHAT, OTHER_CHAT = 1, 11, 12


class Replica:
    """A process's journal and lanes on a shared database, and what it did."""

    def __init__(self, folder, did, process=None):
        self.folder = folder
        self.database = Database(make_engine("", folder))
        instance = Instance()
        instance.process = process or instance.process
        self.journal = Journal(self.database, instance, BOT)
        self.lanes = ChatLanes()
        self.lanes.journal = self.journal
        self.did, self.tasks = did, []

    async def accept(self, update_id, chat_id=CHAT):
        """Take an update in, as the webhook does, and let it run when its turn comes."""
        await self.journal.accept([Item(update_id, chat_id, "{}")])
        self.work(update_id, chat_id)

    def work(self, update_id, chat_id=CHAT):
        chat, user = {"id": chat_id, "type": "private"}, {"id": chat_id, "is_bot": False, "first_name": "A"}
        message = {"message_id": update_id, "date": 1, "chat": chat, "from": user, "text": "EC108"}
        update = Update.de_json({"update_id": update_id, "message": message}, None)

        async def handler():
            self.did.append(update_id)

        self.tasks.append(asyncio.ensure_future(self.lanes.do_process_update(update, handler())))

    async def settle(self):
        """Let every update that can run, run: as many turns of the loop as a database job takes are enough."""
        for _ in range(20):
            await self.database.run(lambda connection: None)

    async def finish(self):
        await asyncio.wait_for(asyncio.gather(*self.tasks), 10)
        await self.database.close()


@pytest.fixture
def replicas(tmp_path):
    """Run a scene with two replicas, and return the updates in the order in which they were worked on."""

    def play(scene):
        async def main():
            did = []
            # Under the name of a process that lives: one that has this process's own would count as dead.
            pair = [Replica(tmp_path, did, f"1:{started(1)}") for _ in range(2)]
            migrate(pair[0].database.engine)
            for replica in pair:
                await replica.database.run(replica.journal.instance.beat)
            await scene(*pair)
            for replica in pair:
                await replica.finish()
            return did

        return asyncio.run(main())

    return play


def test_what_a_dead_replica_left_is_answered_before_what_came_after_it(replicas):
    async def scene(first, second):
        await first.journal.accept([Item(101, CHAT, "{}")])  # and is killed before it answers
        await second.accept(102)
        await second.accept(103)
        await second.accept(104, OTHER_CHAT)
        await second.settle()
        await first.database.run(first.journal.instance.leave)
        (left,) = await second.journal.take_over(2)
        await second.accept(105)  # nothing of another process is before it any more, but 102 and 103 still wait
        await second.settle()
        second.work(left.item.update_id)

    assert replicas(scene) == [104, 101, 102, 103, 105]


def test_what_is_taken_over_waits_for_what_living_replicas_had_before_it(replicas):
    async def scene(first, second):
        await first.journal.accept([Item(101, CHAT, "{}")])
        await second.journal.accept([Item(102, CHAT, "{}")])
        await first.journal.accept([Item(103, CHAT, "{}")])  # first is killed with two, and second works on the other
        await first.database.run(first.journal.instance.leave)
        third = Replica(first.folder, first.did)
        left = await third.journal.take_over(2)
        for each in left:
            third.work(each.item.update_id)
        await third.settle()
        second.work(102)
        await third.finish()

    assert replicas(scene) == [101, 102, 103]


def test_a_message_waits_for_an_earlier_one_that_another_replica_works_on(replicas):
    async def scene(first, second):
        await first.journal.accept([Item(101, CHAT, "{}")])
        await second.accept(102)
        await second.settle()
        first.work(101)

    assert replicas(scene) == [101, 102]


def test_of_a_process_that_ends_nothing_runs_that_waits_for_another(replicas):
    async def scene(first, second):
        await first.journal.accept([Item(101, CHAT, "{}")])
        await second.accept(102)
        await second.settle()
        second.lanes.leaving = True

    assert replicas(scene) == []


@pytest.mark.parametrize("told_in", ["old", "new"])
def test_the_move_of_a_group_has_its_turn_in_the_new_chat(told_in):
    chats = {"old": -11, "new": -1001}
    other = {"old": {"migrate_to_chat_id": chats["new"]}, "new": {"migrate_from_chat_id": chats["old"]}}
    chat = {"id": chats[told_in], "type": "group", "title": "Roof"}
    message = {"message_id": 1, "date": 1, "chat": chat, **other[told_in]}
    assert chat_in_order(Update.de_json({"update_id": 1, "message": message}, None)) == chats["new"]
