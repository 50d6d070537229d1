"""How the flow ends, and what it then says. Steps rest on law or on a section; inferences are ours."""

from flows.engine import End
from flows.engine.outcome import Kind

# fmt: off
SAID = {
    "silent": "Your council's own policy says nothing on restricted posts. What stands here is the law.",
    "assistant_post": "You are a political assistant, so your post is restricted by name.",
    "named_post": "The law names your post, so it is restricted.",
    "reports": "What decides is whom you report to for most or all of your work.",
    "powers": "What decides is the list of powers given to officers.",
    "sensitive": "What decides is the list of sensitive posts.",
    "unlisted": "Your duties look sensitive. But what decides is the list, and you say that your post is not on it.",
    "other_post": "This is about your other post. Your teaching post is not restricted.",
    "pay": "What you earn does not matter, and neither do your hours.",
    "office": "You cannot be a member of a county, district or borough council, or of the House of Commons.",
    "candidate": "Do not say, or let others say, that you stand or will stand for election.",
    "agent": "Do not act as an election agent, or help to run a party or one of its branches.",
    "canvass": "Do not canvass for a party or a candidate, on the doorstep or online.",
    "speak": "Do not speak in public, in films or in interviews to win or lose support for a party.",
    "publish": "Do not publish, or let others publish, words or pictures of yours that do so. Posts count.",
    "assistant": "As far as we know, a political assistant may speak and write on politics, but not for the party.",
    "member": "You may be an ordinary member of a party.",
    "private": "As far as we know, you may vote, talk in private, do lawful union work and back a cause. "
               "It must not be tied to a party.",
    "poster": "As far as we know, you may put up a poster at your own home or on your own car.",
    "parish": "You may stand for a parish or community council.",
    "job": "As far as we know, work that your job itself calls for is not caught.",
    "contract": "These limits are part of your contract.",
    "guidance": "Read your council's guidance on restricted posts too. Its policy names it.",
    "own_speech": "Your council's policy says it too: outside your official role, do not write or speak in public to "
                  "change support for a party.",
    "own_canvassing": "Your council's policy says it too: do not canvass for a party or for a candidate.",
    "care": "Be extra careful on social media.",
    "friends": "Do not be a friend or a follower of a councillor on social media.",
    "likes": "Your council counts your likes, shares and follows as your own, just like your posts.",
    "england": "To be made exempt, ask the head of paid service yourself. They must ask the Monitoring Officer first. "
               "If your duties are not sensitive, your post has to come off the list.",
    "scotland": "To be made exempt, apply to the adjudicator for Scotland. Give your job title, what you do, why your "
                "post is listed, and your reasons.",
    "wales": "To be made exempt, apply to the Independent Adjudicator for Wales. Ask the Monitoring Officer how, for "
             "we do not know that one is in post.",
    "no_exemption": "A post of this kind cannot be made exempt.",
    "no_exemption_wales": "As far as we know, a post of this kind cannot be made exempt in Wales.",
    "not_you": "Your council's own limits are for restricted posts. They do not bind you.",
    "conduct": "Your council's code of conduct still applies to you.",
    "neutral": "Stay neutral at work. Nothing that the council publishes may win or lose support for a party.",
    "elections": "If you may work on an election, do not campaign or canvass.",
    "own_council": "You cannot be a councillor at the council that pays you.",
    "think": "Think about whom you befriend or follow. People can tell whom you work for.",
    "send": "Only you see your answers. They go to the Monitoring Officer only if you choose to send them.",
    "yours": "Only you see your answers.",
}
OURS = {
    "meanwhile": "Until you have an answer, act as if your post were restricted. The steps above say how.",
    "post": "On social media: a post of your own for or against a party would break these limits.",
    "reshare": "Do not share a party's post either. We would treat it like a post of your own.",
    "like": "A like on a party's post can be seen by others, so leave it.",
    "group": "A closed group may still count as the public. A message to one person does not.",
    "follow": "The law does not say whether you may follow a party or a councillor. Think about how it looks.",
    "issue": "A post on a cause is fine, unless it is plainly one party's line.",
    "breach": "If you break these limits, you could be disciplined, for they are in your contract.",
    "still_fair": "Not being restricted does not mean that anything goes. Do not bring party politics into your work.",
    "again": "Come back if your duties change.",
    "contract_terms": "Your contract or the council's own rules may still limit what you do. Ask the Town Manager.",
    "bigger": "If you also work for a county, district or borough council, ask that council about that post.",
    "own_law": "Ask your council which rules apply to you.",
    "academy_too": "Your academy may have rules of its own. If you also work for the council, ask about that post.",
}
LIMITS = "candidate agent canvass speak publish"
COUNCIL = "guidance own_speech own_canvassing care friends likes"
ONLINE = "post reshare like group follow issue breach"
OPEN = "member private poster parish job contract"
# fmt: on


def _end(name: str, kind: Kind, text: str, keys: str) -> End:
    said = keys.split()
    return End(name, kind, text, {k: SAID[k] for k in said if k in SAID}, {k: OURS[k] for k in said if k in OURS})


SPECIFIED = _end(
    "restricted_specified", "finding", "Your post is politically restricted.",
    f"other_post assistant_post named_post reports powers no_exemption no_exemption_wales office {LIMITS} assistant "
    f"{COUNCIL} {OPEN} {ONLINE} "
    "silent yours",
)  # fmt: skip
SENSITIVE = _end(
    "restricted_sensitive", "finding", "Your post is politically restricted, because it is listed as sensitive.",
    f"other_post sensitive pay england scotland wales office {LIMITS} {COUNCIL} {OPEN} {ONLINE} silent yours",
)  # fmt: skip
LIKELY = _end(
    "likely_sensitive", "refer", "Check with the Monitoring Officer. Your post may be sensitive.",
    f"other_post unlisted meanwhile send {LIMITS} {COUNCIL} {ONLINE} silent",
)  # fmt: skip
NOT_KNOWN = _end(
    "ask_monitoring_officer", "refer", "Ask the Monitoring Officer. We cannot tell without that answer.",
    f"other_post meanwhile send {LIMITS} {COUNCIL} {ONLINE} silent",
)  # fmt: skip
AGENCY = _end(
    "not_employed_by_council", "refer", "Ask the Monitoring Officer. The law may still reach you.",
    f"meanwhile send {LIMITS} {COUNCIL} {ONLINE} silent",
)  # fmt: skip
STAYS = "not_you conduct neutral elections own_council think still_fair again silent yours"
TEACHER = _end("not_restricted_teaching", "finding", "Your teaching post is not politically restricted.", STAYS)
EXEMPT = _end(
    "not_restricted_exempt", "finding", "Your post is exempt, so it is not politically restricted.",
    f"other_post {STAYS}",
)  # fmt: skip
NO_CATEGORY = _end(
    "not_restricted", "finding", "From your answers, your post is not politically restricted.",
    f"other_post pay {STAYS}",
)  # fmt: skip
ACADEMY = _end(
    "academy", "not_applicable", "These rules do not seem to reach you: an academy's staff do not work for a council.",
    "academy_too yours",
)  # fmt: skip
TOWN = _end(
    "town_council", "not_applicable", "These rules do not seem to apply to a town council's staff.",
    "own_council yours contract_terms bigger",
)  # fmt: skip
IRELAND = _end(
    "northern_ireland", "not_applicable", "These rules do not apply. Northern Ireland has a law of its own.",
    "yours own_law",
)  # fmt: skip
ENDS = (
    SPECIFIED, SENSITIVE, LIKELY, NOT_KNOWN, AGENCY, TEACHER, EXEMPT, NO_CATEGORY, ACADEMY, TOWN, IRELAND,
)  # fmt: skip
