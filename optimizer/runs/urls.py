from django.urls import path

from optimizer.runs import views

app_name = "runs"
urlpatterns = [
    path("", views.run_list, name="runs"),
    path("<int:pk>/", views.run_page, name="run"),
    path("<int:pk>/progress/", views.run_progress, name="progress"),
    path("<int:pk>/cancel/", views.run_cancel, name="cancel"),
    path("<int:pk>/problem.json", views.run_problem, name="problem"),
    path("<int:pk>/solution.json", views.run_solution, name="solution"),
]
