"""The keyboard alone, in views and dialogs: Tab goes round, reaches all, and each control says what it is. TAP.

usage: test-focus.py ROUND   (inside tests/gui/frame --wm, as test-window.py; minutes, so behind --long)
"""

import itertools
import re

from fresh import Fresh
from gi.repository import Atspi
from photographs import drawn
from portal import Portal
from silsa_gui import Lost, find_all, has, press, role_of, wait_until, walk, write
from tap import expect
from window import Window, cli

TAP = Fresh("focus")
NAMELESS = re.compile(  # parts of GTK's and libadwaita's own widgets; the widget has the name
    "^(scroll pane|viewport) "  # areas that scroll by keys
    "|^panel < panel < panel < (dialog|alert)"
    "|^list < tree table"  # the rows of a table
    "|^(list item < )?list < panel < panel < combo box"  # the value of a row to choose from
    "|^panel < panel < panel < panel < toggle button < combo box"
)
CONTROLS = re.compile("button|toggle button|check box|radio button|text|entry|combo box|switch|slider|link")
WINDOW = ("Minimize", "Maximize", "Close", "최소화", "최대화", "닫기")  # the window manager's, by its own keys
GROUPS = ("radio button", "toggle button", "list item", "table row")  # one has the focus, arrows lead to the others
VIEWS = {
    "alt+1": ("label", re.compile("^(Checks|점검항목)$")),
    "alt+2": ("label", re.compile("^(Distribution|득점률 분포)$")),
    "alt+3": ("list item", re.compile("^(Inbox|미분류)")),
    "alt+4": (None, re.compile("^(Strength|우수사항)")),
    "alt+5": (None, re.compile("^(Everything|전체|All)")),
    "alt+6": ("label", re.compile("^(Hand-in Package|제출 패키지)$")),
}


def identity(node):
    """What a control is for a person: its role, its name, and what it is part of."""
    parent = node.get_parent()
    return role_of(node), node.get_name(), parent.get_name() if parent is not None else None


def focus_after(window, seen):
    """Presses Tab; returns what has the focus then, however long that takes to come."""
    return window.step() or wait_until(f"the focus after {[identity(node) for node in seen[-1:]]}", window.focused)


def go_round(window):
    """Presses Tab until the focus is where it was first; returns everything that had it."""
    window.tab_to("toggle button", re.compile("^(Main Menu|주 메뉴)$"))
    seen = []
    for _ in range(250):
        node = focus_after(window, seen)
        if role_of(node) == "toggle button" and re.match("^(Main Menu|주 메뉴)$", node.get_name()):
            return [*seen, node]
        if len(seen) > 2 and identity(node) == identity(seen[-1]) == identity(seen[-2]):
            raise Lost(f"the focus is stuck on {identity(node)}")
        seen.append(node)
    raise Lost(f"Tab did not come round; the last ones were {[identity(node) for node in seen[-6:]]}")


def circle(window):
    """The same inside a dialog, which has no control that all have: until the first node has it again."""
    seen = []
    for _ in range(250):
        node = focus_after(window, seen)
        if seen and node == seen[0]:
            return seen
        if len(seen) > 2 and node == seen[-1] == seen[-2]:
            raise Lost(f"the focus is stuck on {identity(node)}")
        seen.append(node)
    raise Lost(f"Tab did not come round; the last ones were {[identity(node) for node in seen[-6:]]}")


def roles_up(node):
    """The roles of a node and what it is part of, inside out."""
    while node is not None:
        yield role_of(node)
        node = node.get_parent()


def unnamed(root):
    """What may have the focus, is on the screen and says nothing."""
    return [
        path
        for node in walk(root)
        if has(node, Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING) and not (node.get_name() or "").strip()
        and not NAMELESS.match(path := " < ".join(itertools.islice(roles_up(node), 7)))
    ]


def within(node, seen):
    """Whether a node is part of one that had the focus: the row of a switch, say."""
    while node is not None:
        if node in seen:
            return True
        node = node.get_parent()
    return False


def unreached(root, seen):
    """The controls on the screen that neither had the focus nor are in a group of which one had it."""
    met = {identity(node) for node in seen}
    groups = {(role_of(node), node.get_parent()) for node in seen if role_of(node) in GROUPS}
    return [
        identity(node)
        for node in walk(root)
        if has(node, Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING, Atspi.StateType.SENSITIVE)
        and CONTROLS.fullmatch(role_of(node))
        and node.get_name() not in WINDOW
        and identity(node) not in met
        and (role_of(node), node.get_parent()) not in groups
        and not within(node, seen)
    ]


def problems_of(what, root, seen):
    """What is wrong with the controls below root, of which these had the focus, as sentences."""
    return [f"{what}: no name: {node}" for node in unnamed(root)] + [
        f"{what}: not reached: {node}" for node in unreached(root, seen)
    ]


def look(window, what, name=None):
    """Goes round in a dialog that has come up."""
    root = window.wait_for(re.compile("dialog|alert"), name)
    wait_until("the focus in it", lambda: window.focused() is not None)
    return problems_of(what, root, circle(window))


def leave(window, name=None):
    """Closes a dialog: the focus is in the window again."""
    press("Escape")
    wait_until("the dialog away", lambda: window.find(re.compile("dialog|alert"), name) is None)
    wait_until("the focus after it", lambda: window.focused() is not None)


@TAP.case
def every_view(file):
    """Each view: names and roles, the whole round, and nothing left out."""
    cli("answer", file, "A1-03", "--level", "2", "--reason", "둘만 운영", "--finding", "strength=잘함")
    window = Window(file)
    problems = []
    for view, (role, name) in VIEWS.items():
        press(view)
        window.wait_for(role, name)
        problems += problems_of(view, window.root, go_round(window))
    expect("problems", [], problems)
    expect("exit status", 0, window.quit())


@TAP.case
def overview_table(file):
    """The overview as a table, with rows to choose from and without."""
    window = Window(file)
    press("alt+2")
    window.wait_for("image", "Heat map by state")
    window.tab_to("radio button", "As a Map")
    press("Right", "space")
    window.wait_for(None, "Verified")
    problems = problems_of("table", window.root, go_round(window))
    window.tab_to("table row")
    press("ctrl+a")
    window.wait_for("button", "Confirm 63 Claims")
    problems += problems_of("table, all chosen", window.root, go_round(window))
    expect("problems", [], problems)
    expect("exit status", 0, window.quit())


@TAP.case
def photo_viewer(file):
    """A photo, large: its tools, its facts, and what was drawn."""
    for number in range(2):
        picture = TAP.folder / f"IMG_{number}.jpg"
        picture.write_bytes(drawn(number))
        cli("evidence", "add", file, "A1-03", picture)
    window = Window(file)
    press("alt+3")
    window.wait_for("table cell", re.compile("IMG_0"))
    window.tab_to("table cell")
    press("Return")
    window.wait_for("button", "Previous")
    problems = problems_of("photo", window.root, circle(window))
    press("x")
    press("Return")
    problems += problems_of("photo, drawn on", window.root, circle(window))
    press("Escape", "Escape")
    wait_until("the photos again", lambda: window.find("button", "Previous") is None)
    wait_until("the focus in them", lambda: window.focused() is not None)
    expect("problems", [], problems)
    expect("exit status", 0, window.quit())


@TAP.case
def dialogs(file):
    """Preferences, shortcuts, a new assessment, the filters, the menu."""
    window = Window(file)
    problems = []
    for key, what in (("ctrl+comma", "Preferences"), ("F1", "Keyboard Shortcuts"), ("ctrl+n", None)):
        press(key)
        problems += look(window, what or "new assessment", what)
        leave(window, what)
    press("ctrl+f")
    window.tab_to(re.compile(".*button"), "Filters")
    press("space")
    window.wait_for(None, "Show only")
    button = window.find("toggle button", "Filters")  # outside: Escape leads back to it
    problems += problems_of("filters", window.wait_for("button", "Filters"), [*circle(window), button])
    press("Escape")
    for letter in ("", "l", "t", "s"):
        press("F10", *letter)
        menu = window.wait_for("menu", "Main Menu")
        wait_until("its items", lambda: len(find_all(menu, "menu item")) > 2)
        problems += [f"menu {letter}: no name: {path}" for path in unnamed(menu)]
        height = menu.get_extents(Atspi.CoordType.WINDOW).height
        problems += [f"menu {letter}: {height} pixels high"] if height > 700 - 46 else []  # below the header
        press("Escape")
        wait_until("the menu away", lambda: window.find("menu", "Main Menu") is None)
    window.wait_for("toggle button", "Main Menu")
    expect("problems", [], problems)
    expect("exit status", 0, window.quit())


@TAP.case
def claims(file):
    """What is shown of a table of claims before it is taken."""
    portal = Portal()
    table = TAP.folder / "claims.csv"
    table.write_text("indicator,input,value\nA1-01,specialists,38\nA1-03,level,4\nZZ-99,level,1\n", encoding="utf-8")
    window = Window(file, environment=Portal.ENVIRONMENT)
    press("F10")
    window.wait_for("menu", "Main Menu")
    press("l")
    window.wait_for("menu item", "Import Claims…")
    press("i")
    portal.choose("Import Claims", table)
    window.wait_for("button", re.compile("^Take "))
    expect("problems", [], look(window, "claims"))
    leave(window)
    expect("exit status", 0, window.quit())


@TAP.case
def hand_in_and_sign(file):
    """What stands between an assessment and its package: the question, the key, the signature."""
    passphrase, key = TAP.folder / "passphrase", TAP.folder / "kim.p12"
    passphrase.write_text("correct horse")
    cli("identity", "new", "-o", key, "--name", "김서연", "--passphrase-file", passphrase)
    facts = cli("identity", "show", key, "--passphrase-file", passphrase)
    settings = TAP.folder / "glib-2.0" / "settings"
    settings.mkdir(parents=True)
    (settings / "keyfile").write_text(
        f"[io/github/silsa/Silsa]\nidentity='{key}'\nidentity-name='김서연'\n"
        f"identity-fingerprint='{facts['fingerprint_sha256']}'\n", encoding="utf-8")
    window = Window(file, environment={"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(TAP.folder)})
    press("alt+6")
    window.tab_to("button", re.compile("Incomplete"))
    press("Return")
    window.wait_for(None, "Hand It In Incomplete?")
    problems = look(window, "incomplete", "Hand It In Incomplete?")
    press("alt+i")
    window.wait_for("text", "Passphrase of the key")
    problems += look(window, "sign")
    window.tab_to("text", "Passphrase of the key")
    write("correct horse")
    window.tab_to(None, "I have checked it")
    press("space")
    press("alt+s")
    window.wait_for("label", "What was found")
    problems += look(window, "verification")
    leave(window)
    expect("problems", [], problems)
    expect("exit status", 0, window.quit())


if __name__ == "__main__":
    TAP.main()
