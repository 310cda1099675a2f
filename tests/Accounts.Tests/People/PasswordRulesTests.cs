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
    [InlineData("manchesterunited", "en premier")]
    [InlineData("iloveyousomuch", "en premier")]
    [InlineData("P@ssw0rdP@ssw0rd", "en premier")]
    [InlineData("Mot de passe 2027", "en premier")]
    [InlineData("azertyuiopqsdfghjklm", "en premier")]
    [InlineData("Septembre2026!", "en premier")]
    [InlineData("Bonjourbonjour1", "en premier")]
    [InlineData("les martinets volent", "martin")]
    [InlineData("vive Cläire au printemps", "claire")]
    public void A_weak_password_is_refused_with_its_reason(string password, string reason) =>
        Assert.Contains(reason, PasswordRules.Fault(password, "claire.martin", "Claire Martin"), StringComparison.Ordinal);

    [Theory]
    [InlineData("quatre-tulipes sous la lune")]
    [InlineData("tR7#kqZ!m2Vx")]
    [InlineData("correct horse battery staple")]
    [InlineData("douze girafes au petit matin")]
    [InlineData("un autre bien long passage")]
    public void A_long_one_of_its_own_is_taken(string password) =>
        Assert.Null(PasswordRules.Fault(password, "claire.martin", "Claire Martin"));

    [Fact]
    public void A_password_made_to_cost_time_is_judged_soon()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var part in new[] { "4@8({[3€6gl1!|0$5+7%2z", "aA", "pass", "é́", "\U0001F600", "a1" })
            PasswordRules.Fault(string.Concat(Enumerable.Repeat(part, 64))[..128], "claire.martin", "Claire Martin");

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("Éva Noël", "NOEL Eva", true)]
    [InlineData("Luc Bernard", "Luc Bernardin", false)]
    public void The_names_of_one_person_are_known_in_any_order(string one, string other, bool same) =>
        Assert.Equal(same, AccountNames.AreOfOnePerson(one, other));
}
