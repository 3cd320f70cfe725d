from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from krets.web import styleguide as content

PAGES = ("parts", "start", "ask", "case", "find", "form", "refused")


@login_not_required
def styleguide(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """Every component and the five page shapes, for screenshots and accessibility tests. Demo and tests only."""
    if page not in PAGES:
        raise Http404
    template = "web/styleguide.html" if page == "parts" else f"web/styleguide/{page}.html"
    return render(request, template, content.context() | {"pages": PAGES})
