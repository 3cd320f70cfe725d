"""The room's verbs by shell."""

from krets.asks.commands.asking import ask, import_mail, withdraw
from krets.asks.commands.routing import bench_routing, solve_routing

__all__ = ["ask", "bench_routing", "import_mail", "solve_routing", "withdraw"]
