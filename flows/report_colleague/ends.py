"""How reporting a colleague can end, with every sentence that an end may say."""

from flows.engine import End
from flows.engine.outcome import Kind

# fmt: off
SAID = {
    "line_manager": "Your report goes to your line manager.",
    "managers_manager": "Your report goes to your manager's own manager. Your manager does not get it.",
    "human_resources": "Your report goes to Human Resources (HR).",
    "town_manager": "Your report goes to the Town Manager.",
    "chair": "Your report goes to the Chair of the council. The Town Manager does not get it.",
    "monitoring_officer": "Your report goes to the Monitoring Officer.",
    "communications": "The communications team is told as well, so that other accounts are warned.",
    "information_management": "Information Management is told as well, for it gives data away. "
                              "Fill in the incident form on mySCC too.",
    "fire_profiles": "Your report goes to the people who run the fire service's accounts.",
    "keep_out": "Keep out of it. Do not like, comment, share or reply, and do not take it up with the person.",
    "follow_up": "They look into it and deal with it under the council's rules on conduct.",
    "bullied": "Bullying and harassment are not allowed, online or anywhere else. You have a right to help with it.",
    "code": "A councillor's post may break the councillors' code of conduct. That has a process of its own.",
    "warn_later": "The policy also wants the communications team told. Whoever gets this can do so without your name.",
    "safeguard": "Report your worry about the child or adult at risk today, as the council's safeguarding rules say.",
    "crime": "It may be a crime as well as a breach of the policy.",
    "hate": "Hate crime on a fire service account is also reported to Suffolk Hate Crime Services.",
    "copies": "Take a screenshot before a negative comment is deleted.",
    "own_page": "If it is a comment on one of our own pages, whoever runs that page can deal with it there.",
    "feed": "Tell them by email to the business support mailbox, or by direct message to that account.",
    "discipline": "The fire service does not accept attacks on people or teams. They can lead to disciplinary action."}
OURS = {
    "called": "You say that 999 has been called. Do what they tell you first, and send this when it is safe.",
    "call": "Call 999 and stay somewhere safe. Do not answer the person who wrote it.",
    "come_back": "When everybody is safe, start again here. I then tell you who should get your report.",
    "safety": "The policy has no rule for danger. Safety comes first.",
    "safeguarding_team": "The policy does not say whom to tell. Ring the council's safeguarding team today, "
                         "and do not wait for this report.",
    "police": "Tell the police on 101, or 999 in an emergency. You do not need anybody's leave for that.",
    "images": "Do not copy or pass on a private or indecent picture. Give the police the link.",
    "no_keep_out": "Keep out of it: do not like, comment, share or reply. That is our advice, not the policy's.",
    "reacted": "You have reacted already. Do nothing more, do not hide it, and tell whoever gets this.",
    "keep_copy": "Keep a screenshot with the date and the link, for posts get deleted. The policy does not ask for it.",
    "no_route": "The policy does not say who takes such a report. Your manager applies the rules on conduct, "
                "so we suggest them.",
    "narrow": "The rule names them for some posts only. For other posts, sending it to them is our advice.",
    "no_other_route": "The policy does not say what to do if your own manager wrote it. Going past them is our advice.",
    "no_councillor_route": "The policy does not say who takes a report about a councillor. Who gets it is our advice.",
    "no_outsider_route": "The staff rule speaks of colleagues only. Who gets this is our advice.",
    "no_head_route": "The policy names nobody for a post by the Town Manager. The Chair is our advice.",
    "formal_complaint": "A formal complaint about a councillor goes to the Monitoring Officer. That is up to you.",
    "senior": "If your manager answers to this person, go to Human Resources. The policy is silent on that.",
    "nobody_there": "Nobody in the communications team is told, because the author works there.",
    "not_named": "You gave no address, so we cannot check who that is. Say so if somebody who gets this is involved.",
    "find_nobody": "Do not try to find out who it is. If it is a colleague, the people who get this take it further.",
    "not_bullied": "The policy has no route of its own for somebody who is bullied. HR or your union can help too."}
# fmt: on
ROUTES = "line_manager human_resources town_manager chair monitoring_officer managers_manager"
ALWAYS = (f"{ROUTES} keep_out follow_up code own_page copies no_keep_out reacted keep_copy no_route no_other_route "
          "no_councillor_route no_outsider_route no_head_route formal_complaint senior nobody_there not_named "
          "find_nobody information_management")  # fmt: skip
ABUSE = "bullied not_bullied communications warn_later discipline"


def _end(name: str, kind: Kind, text: str, keys: str) -> End:
    said = keys.split()
    return End(name, kind, text, {k: SAID[k] for k in said if k in SAID}, {k: OURS[k] for k in said if k in OURS})


CALL_999 = _end("call_999", "act", "Call 999 now. Your report can wait.", "call come_back safety")
# fmt: off
URGENT = _end("urgent", "act", "Get help first, then report it. Only the people named here will see your report.",
              f"called safeguard safeguarding_team crime police images hate {ABUSE} narrow {ALWAYS}")
BULLYING = _end("bullying", "act", "Report it now. Only the people named here will see your report.",
                f"{ABUSE} {ALWAYS}")
REPORT = _end("report", "refer", "You can report it. Only the people named here will see your report.",
              f"narrow {ALWAYS}")
FEED = _end("wrong_post", "refer", "Tell the people who run the account. Only they will see your report.",
            "fire_profiles feed no_keep_out reacted keep_copy not_named")
# fmt: on
ENDS = (CALL_999, URGENT, BULLYING, REPORT, FEED)
