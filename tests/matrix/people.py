"""Four organisations: A leads, C and D take part, B shares nothing with them; in A, B and C somebody for each role.

What is written about them holds words found nowhere else: `say` notes which organisations may ever read each.
"""

from types import SimpleNamespace

from allauth.mfa.models import Authenticator

from partners.models import Membership, Organisation, Partnership, User

Role = Membership.Role
ROLES = tuple(Role.values)
BODIES = {
    "A": ("Alderbeck", "fire_service"),
    "B": ("Borrowdale", "council"),
    "C": ("Calderdale", "police_force"),
    "D": ("Derwentside", "ambulance_trust"),
}
PARTNERS = "ACD"


class World(SimpleNamespace):
    """The rows by name, `users` by organisation and role, and `readers`: who may read which word."""

    def say(self, word: str, readers: str) -> str:
        """The word, which only members of these organisations (letters) may ever be shown."""
        assert self.readers.setdefault(word, readers) == readers, word
        return word

    def by(self, letter: str, role: str = Role.PARTNERSHIP_ADMINISTRATOR) -> User:
        """Who acts for the organisation in the role; its administrator unless another is named."""
        return self.users[letter, role]


def founded() -> World:
    """The organisations with their people, A, C and D in one partnership."""
    world = World(users={}, readers={})
    for letter, (name, kind) in BODIES.items():
        readers = PARTNERS if letter in PARTNERS else letter
        body = Organisation.objects.create(
            name=f"{world.say(name, readers)} Service", short_name=name, kind=kind
        )
        setattr(world, f"org_{letter.lower()}", body)
        domain = world.say(f"@{name.lower()}", letter)
        for role in ROLES:
            user = User.objects.create_user(
                f"{role}{domain}.example", "kept from all", name=f"{name} {Role(role).label}"
            )
            Membership.objects.create(user=user, organisation=body, role=role)
            world.users[letter, role] = user
    partnership = Partnership.objects.create(name=world.say("Windermere", PARTNERS))
    partnership.organisations.set([world.org_a, world.org_c, world.org_d])
    world.viewer_a = world.by("A", Role.VIEWER)
    world.secured = User.objects.create_user(
        "secured@alderbeck.example", name="Alderbeck with a second factor"
    )
    Membership.objects.create(user=world.secured, organisation=world.org_a, role=Role.VIEWER)
    Authenticator.objects.create(user=world.secured, type=Authenticator.Type.TOTP, data={})
    return world
