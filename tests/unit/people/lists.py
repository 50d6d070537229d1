"""Short lists of staff and codes for tests, and what reading them says."""

from bot.people.model import Known, StaffList
from bot.people.staff_file import CODE_COLUMNS, STAFF_COLUMNS, read_staff

KNOWN = Known(roles=frozenset({"communications", "head_of_communications"}), services=frozenset({"corporate", "fire"}))
HEAD = ",".join(STAFF_COLUMNS)
ANN = "ann@council.example,Ann Lee,Clerk,corporate,,,,active"
BOB = "bob@council.example,Bob Ray,Officer,fire,ann@council.example,communications,LIB-1=Books,active"


def staff(*lines: str, codes: tuple[str, ...] | None = None, known: Known = KNOWN) -> StaffList:
    """What is read from these lines under the usual first line, and these codes under theirs."""
    listed = None if codes is None else "\n".join([",".join(CODE_COLUMNS), *codes]).encode()
    return read_staff("\n".join([HEAD, *lines]).encode(), listed, known, ("staff.csv", "codes.csv"))


def row(**cells: str) -> str:
    """Ann's line with some cells changed."""
    values = dict(zip(STAFF_COLUMNS, ANN.split(","), strict=True)) | cells
    return ",".join(values[column] for column in STAFF_COLUMNS)


def only_fault(found: StaffList) -> str:
    """The one thing that is wrong, as it is told."""
    (fault,) = found.faults
    return str(fault)
