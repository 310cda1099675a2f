using Accounts.People;

namespace Accounts.Tests.People;

public class PasswordRulesTests
{
    [Theory]
    [InlineData("court", "signe")]
    [InlineData("motdepasse123", "en premier")]
    [InlineData("Azertyuiop1234", "en premier")]
    [InlineData("123456789012", "en premier")]
    [InlineData("aaaaaaaaaaaaaaaa", "en premier")]
    [InlineData("abcdefghijklmnop", "en premier")]
    [InlineData("HasToolkit2026!", "en premier")]
    [InlineData("Administrateur1!", "en premier")]
    [InlineData("les martinets volent", "martin")]
    [InlineData("vive Cläire au printemps", "claire")]
    public void A_weak_password_is_refused_with_its_reason(string password, string reason) =>
        Assert.Contains(reason, PasswordRules.Fault(password, "claire.martin", "Claire Martin"), StringComparison.Ordinal);

    [Theory]
    [InlineData("quatre-tulipes sous la lune")]
    [InlineData("tR7#kqZ!m2Vx")]
    public void A_long_one_of_its_own_is_taken(string password) =>
        Assert.Null(PasswordRules.Fault(password, "claire.martin", "Claire Martin"));

    [Theory]
    [InlineData("Éva Noël", "NOEL Eva", true)]
    [InlineData("Luc Bernard", "Luc Bernardin", false)]
    public void The_names_of_one_person_are_known_in_any_order(string one, string other, bool same) =>
        Assert.Equal(same, AccountNames.AreOfOnePerson(one, other));
}
