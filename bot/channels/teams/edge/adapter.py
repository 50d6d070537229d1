"""botbuilder's adapter with a way of its own through a turn, which mends what its own does wrong.

Its own makes a connector, a user token client and an MSAL app for each turn, and loses every body of an invoke response
that is no model of its own. Here a turn makes none of them, and the body comes out as it went in.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes

from bot.channels.teams.edge.answers import Answer, Json

Turn = Callable[[], Awaitable[Answer]]


class Adapter(CloudAdapterBase):  # type: ignore[misc]  # botbuilder has no types
    """Runs turns; who sends them was checked before."""

    async def process(self, identity: Any, activity: Json, turn: Turn) -> Answer:
        """What the turn answers: an invoke's status and body, or the status alone."""
        answers: list[Answer] = []

        async def logic(context: TurnContext) -> None:
            answers.append(await turn())
            self._keep(context, answers[-1])

        context = self._create_turn_context(_seen(activity), identity, None, None, None, logic, None)
        await self.run_pipeline(context, logic)
        response = self._process_turn_results(context)
        return Answer(response.status, response.body) if response else Answer(answers[-1].status)

    def _keep(self, context: TurnContext, answer: Answer) -> None:
        response = InvokeResponse(status=answer.status, body=answer.body)
        kept = Activity(type=ActivityTypes.invoke_response, value=response)
        context.turn_state[self._INVOKE_RESPONSE_KEY] = kept


def _seen(activity: Json) -> Activity:
    """As much of it as botbuilder needs: its models read the rest wrongly, `conversation.tenantId` for one."""
    return Activity(
        type=activity["type"],
        name=activity.get("name"),
        channel_id=activity["channelId"],
        service_url=activity["serviceUrl"],
    )
