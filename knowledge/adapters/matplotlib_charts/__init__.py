"""Sheets of charts drawn by matplotlib, in a process of its own."""

from knowledge.adapters.matplotlib_charts.charts import MatplotlibCharts

__all__ = ["MatplotlibCharts"]
