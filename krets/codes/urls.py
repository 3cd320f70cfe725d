from django.urls import path

from krets.codes import views

urlpatterns = [path("<str:name>/", views.codes, name="codes")]
