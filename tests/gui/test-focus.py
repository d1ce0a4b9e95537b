"""The keyboard alone in every view: Tab goes round, reaches every control, and each says what it is. TAP.

usage: test-focus.py ROUND   (inside tests/gui/frame --wm, as test-window.py; minutes, so behind --long)
"""

import re

from fresh import Fresh
from gi.repository import Atspi
from silsa_gui import Lost, has, press, role_of, wait_until, walk
from tap import expect
from window import Window, cli, nameless

TAP = Fresh("focus")
NAMELESS = re.compile(r"^(scroll pane|viewport) ")  # areas that scroll by keys
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


def go_round(window):
    """Presses Tab until the focus is where it was first; returns everything that had it."""
    window.tab_to("toggle button", re.compile("^(Main Menu|주 메뉴)$"))
    seen = []
    for _ in range(250):
        press("Tab")
        node = window.focused()
        if node is None:
            raise Lost(f"Tab lost the focus after {seen[-1:]}")
        if role_of(node) == "toggle button" and re.match("^(Main Menu|주 메뉴)$", node.get_name()):
            return [*seen, node]
        if len(seen) > 2 and identity(node) == identity(seen[-1]) == identity(seen[-2]):
            raise Lost(f"the focus is stuck on {identity(node)}")
        seen.append(node)
    raise Lost(f"Tab did not come round; the last ones were {[identity(node) for node in seen[-6:]]}")


def unreached(window, seen):
    """The controls on the screen that neither had the focus nor are in a group of which one had it."""
    met = {identity(node) for node in seen}
    groups = {(role_of(node), node.get_parent()) for node in seen if role_of(node) in GROUPS}
    return [
        identity(node)
        for node in walk(window.root)
        if has(node, Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING, Atspi.StateType.SENSITIVE)
        and CONTROLS.fullmatch(role_of(node))
        and node.get_name() not in WINDOW
        and identity(node) not in met
        and (role_of(node), node.get_parent()) not in groups
    ]


@TAP.case
def every_view(file):
    """Each view: names and roles, the whole round, and nothing left out."""
    cli("answer", file, "A1-03", "--level", "2", "--reason", "둘만 운영", "--finding", "strength=잘함")
    window = Window(file)
    problems = []
    for view, (role, name) in VIEWS.items():
        press(view)
        window.wait_for(role, name)
        problems += [f"{view}: no name: {node}" for node in nameless(window.root) if not NAMELESS.match(node)]
        problems += [f"{view}: not reached: {node}" for node in unreached(window, go_round(window))]
    expect("problems", [], problems)
    expect("exit status", 0, window.quit())


if __name__ == "__main__":
    TAP.main()
