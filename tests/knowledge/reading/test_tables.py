from knowledge.reading.tables import table


def test_rows_become_a_table_whose_first_is_its_head() -> None:
    """A sign of columns in a cell is none; short rows are filled up."""
    assert table([["a", "b"], ["1|2"]]) == "| a | b |\n| --- | --- |\n| 1\\|2 |  |"


def test_empty_rows_and_columns_are_left_out() -> None:
    """A table with nothing in it is nothing."""
    assert table([["a", "", "b"], ["", "", ""], ["1", "", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
    assert table([["", ""]]) == ""
    assert table([]) == ""
