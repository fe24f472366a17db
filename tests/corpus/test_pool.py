"""Work in several processes keeps its order and its errors."""

import pytest

from servanda.corpus import in_order


def double(number: int) -> int:
    if number < 0:
        raise ValueError(f"{number} is negative")
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(in_order(double, range(50), jobs)) == [2 * n for n in range(50)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_of_the_work_are_raised(jobs: int) -> None:
    with pytest.raises(ValueError, match="-1 is negative"):
        list(in_order(double, [1, -1], jobs))
