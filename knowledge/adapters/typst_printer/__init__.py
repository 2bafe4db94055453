"""Issues as PDF, by Typst from its wheel, with fonts that come as packages."""

from knowledge.adapters.typst_printer.printing import TypstPrinter

__all__ = ["TypstPrinter"]
