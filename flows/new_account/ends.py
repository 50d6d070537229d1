"""How a request for a new account ends, and everything that such an end can say."""

from flows.engine.outcome import End

# fmt: off
NEEDS_APPROVAL = End(
    "needs_approval", "approval", "You can ask for this account. Open it only when everybody below has said yes.",
    steps={
        "nobody_asked": "Talk to those who decide first: sending this asks them. Open nothing until they answer.",
        "still_confirm": "You say that somebody has agreed. They are still asked to confirm it in chat.",
        "already_open": "The account is open, but nobody had agreed to it. Stop using it until they have.",
        "in_own_name": "The account shows a person's name, so the public may speak about that person.",
        "audit": "Ask Internal Audit first: this may touch personal data or somebody's safety.",
        "no_logo": "The account has to carry the logo, unless the communications team decides that it need not.",
        "group": "Whoever opens a group looks after it. Show the rules, be fair to all, and check what is posted.",
        "group_48": "Answer within 48 hours in a group. People get cross when they wait longer.",
        "chain": "Your line manager goes through the case, then the Service Manager. The section named last agrees it.",
        "section_opens_it": "Do not open the account yourself. Only the section named last may do that.",
        "one_decision": "The communications team decides on the account, its name and its look in one step.",
        "no_reply_times": "The case is about the council's reply times, but none are set. Plan to answer soon.",
        "stays_ours": "The account and its passwords always belong to the council.",
        "login_address": "A work email address may only be the login. Never show it to the public.",
        "work_devices": "Use work devices only. Nobody may get into the account from their own phone or computer.",
        "say_who": "Say in the profile who you speak for. Use the logo where it fits.",
        "contact_centre": "Do not deal with complaints or service requests there. Send them to the Contact Centre.",
        "official": "Make it plain that the account is official. Never pose as somebody else.",
        "access": "The communications team may look into the account, and may close one that does harm.",
        "closed_if_quiet": "Use it often. It can be closed after a month without use and without good reason.",
        "no_branding": "A campaign may have a look of its own. All the other rules for accounts still hold.",
        "manager_knows": "Tell your manager: managers must know which accounts their area has.",
        "works_with_you": "Those who decide go through the case, the staff time, the plan and the platform with you.",
        "before_campaign": "Talk to them before a long or large campaign starts.",
        "can_be_closed": "The council may have any account deleted at once.",
        "not_private": "Keep private accounts out of it. They never speak for the council.",
        "secure": "Share access only with those who need it. Change the password often.",
        "out_of_hours": "Nobody has to watch it outside working hours, unless their contract says so.",
        "fire_first": "Talk to fire Service Business Support first. They then take it to the Communications Team.",
        "both_agree": "Both of those named below must say yes. Until then, do not call the account official.",
        "style": "The Communications team can help you with the tone, the style and the content.",
        "not_enough": "Many residents do not use social media. Tell them in other ways too.",
        "pre_election": "It is the time before an election. Keep everything party political off the account.",
        "emergency": "An emergency is on. Do not post there until those who lead the response let you.",
        "mourning": "Social media is paused after a royal death. Post nothing there until the pause is over.",
        # What follows once everybody has agreed.
        "create": "Create the account.",
        "sign_agreement": "See that each person who will use the account signs the user agreement, and keeps to it.",
        "sign_statement": "Have each user sign a short statement of what they may do, with a date to look at it again.",
        "list_on_website": "Get the account listed on the council's website, so that people can check it is real.",
        "write_procedure": "Write down how the service will use social media, in line with the policy.",
        "show_feedback": "Show on the account how people can give feedback or complain.",
        "train": "See that everybody who will use the account has had the training.",
        "users_list": "Keep a list of those who may use the account. Let the communications team see it.",
        "password": "Set a password that only those on the list know.",
        "say_official": "Say in the profile that the council runs the account.",
        "link_accounts": "Let the council's other accounts link to it.",
        "branding": "Put on the logo, colours and background that were agreed.",
        "group_rules": "Put the rules of the group where all can see them.",
        "shared_mailbox": "Set the account up with the shared mailbox, not one person's address.",
        "add_communications": "Make the Communications team one of the administrators.",
        "show_service": "Give the account a name and a look that show which service it is.",
        "legal_links": "Link to the council's terms and its privacy policy, where the platform lets you.",
        "two_factor": "Turn on two-factor login: a password, and a code sent to a phone.",
        "hours": "Say in the profile on which days and at what times somebody watches the account.",
        "access_list": "Make a list of everybody who has access, and keep it up to date.",
        "hand_over_login": "Put the account, with its login, on the Communications Team's register.",
        "join_platform": "Settle if the account joins the shared posting tool, who runs it there, and what it costs.",
        "manager_agrees": "Agree to each person in your team who will run it, once they have read the policy.",
        "profile_says": "Say in the profile that it is a work account. Show the brand and link to the service's pages.",
        "fire_rights": "Get administrator's rights to the account.",
        "fire_list": "Put the account on the list of fire service account holders."},
    inferences={
        "department": "The policy has the department ask. So agree this with your service manager before you send it.",
        "own_step": "If you are one of those who decide, your own manager takes that step. "
                    "Nobody agrees to their own request.",
        "no_campaign_rule": "The policy has no rule for campaigns. We follow the one for every work account.",
        "partners_count": "The policy has no rule for partnerships. It does list some accounts run with partners "
                          "as a department's, so we treat yours like that."})
PUT_RIGHT = End(
    "put_right_first", "conditional", "Put this right first, then start again here. Nothing has been sent.",
    steps={
        "write_case": "Write down what the account is for, and why it needs to be a new one.",
        "need_mailbox": "Get a shared team mailbox. Do not set the account up with one person's address.",
        "more_people": "Find at least one more person to run it. One alone is not enough.",
        "with_communications": "Make the Communications team one of those who run it.",
        "show_service": "Choose a name and a look that show which service or team it is.",
        "name_ours": "Name the account after the council, a department or a campaign.",
        "name_role": "Name the account after the job role, not after a person."})
NO_CASE = End(
    "no_business_case", "refused", "Do not open this account. Without a clear business case nobody may agree to it.",
    inferences={"use_ours": "Ask the Communications team if one of the council's own accounts can carry your news."})
PLATFORM_OUT = End(
    "platform_not_allowed", "refused", "Do not open this account on that platform.",
    steps={"terms_clash": "A platform is out of bounds if its terms and our policy cannot both be kept.",
           "no_fit": "You can ask for an account only where social media suits the work, and the platform fits."},
    inferences={"another_platform": "If another platform would do, start again with that one."})
PRIVATE_ACCOUNT = End(
    "private_account", "refused", "No. Council work does not belong on a private account.",
    steps={"use_official": "Only accounts that the council has agreed to may be used for its work."},
    inferences={"ask_for_one": "If your service needs an account, start again and ask for one of its own."})
ASK_FIRST = End(
    "ask_first", "refer", "Do not open anything yet. Ask those named here first; we send them what you wrote.",
    steps={"they_run_it": "Accounts of this kind are run by them, so the idea has to start there.",
           "only_they_open": "Only they may open an account, so nobody opens one alone.",
           "unsure_fit": "You are not sure that the platform fits. They can help you to find out.",
           "tell_us": "Say what you have in mind. They tell you which way it has to go."},
    inferences={"no_role_rule": "The policy has no rule of its own for an account in a job role.",
                "treat_as_no": "Until they answer, treat the platform as one that you may not use."})
NOT_OURS = End(
    "policy_does_not_apply", "not_applicable",
    "This policy does not apply, because nobody whom it covers will run the account.",
    steps={"whoever_runs_it": "If one of our people will run it after all, start again: then it needs our approval.",
           "their_rules": "Whoever runs it follows their own rules. Schools have rules of their own too."},
    inferences={"election_care": "Before an election, take care all the same. The law may count what we support."})
ENDS = (NEEDS_APPROVAL, PUT_RIGHT, NO_CASE, PLATFORM_OUT, PRIVATE_ACCOUNT, ASK_FIRST, NOT_OURS)
# fmt: on
