from django.urls import path

from partners.views import audit, members, organisations, tokens

app_name = "partners"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/people/", members.members, name="members"),
    path("organisations/<int:pk>/people/add/", members.add, name="member_add"),
    path("organisations/<int:pk>/people/<int:user_pk>/roles/", members.roles, name="member_roles"),
    path("organisations/<int:pk>/people/<int:user_pk>/remove/", members.remove, name="member_remove"),
    path(
        "organisations/<int:pk>/people/<int:user_pk>/second-factor/",
        members.reset_factor,
        name="member_reset_factor",
    ),
    path("organisations/<int:pk>/people/<int:user_pk>/erase/", members.erase, name="member_erase"),
    path("organisations/<int:pk>/tokens/", tokens.tokens, name="tokens"),
    path("organisations/<int:pk>/tokens/new/", tokens.create, name="token_create"),
    path("organisations/<int:pk>/tokens/<int:token_pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("organisations/<int:pk>/audit/", audit.audit, name="audit"),
]
