import re

from tracker import errors
from tracker.errors import TrackerError


def drawn() -> dict[str, str]:
    """Class → parent, as the tree in the module's docstring has them."""
    path: list[str] = []
    parents: dict[str, str] = {}
    for line in str(errors.__doc__).splitlines():
        match = re.match(r"    ([│ ]*)(?:[├└]── )?([A-Z]\w+)", line)
        if match and hasattr(errors, match[2]):
            depth = (line.index(match[2]) - 4) // 4
            path[depth:] = [match[2]]
            parents[match[2]] = path[depth - 1] if depth else "Exception"
    return parents


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, TrackerError)]
    assert drawn() == {one.__name__: one.__bases__[0].__name__ for one in classes}
