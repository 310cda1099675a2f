using Accounts.Persistence;

namespace Accounts.Tests.Persistence;

public class DatabaseLinkTests
{
    [Theory]
    [InlineData("Host=base.exemple.fr;Database=has", true)]
    [InlineData("Host=base.exemple.fr;Database=has;SSL Mode=Require", true)]
    [InlineData("Host=base.exemple.fr;Database=has;SSL Mode=VerifyCA", true)]
    [InlineData("Host=base.exemple.fr;Database=has;SSL Mode=VerifyFull", false)]
    [InlineData("Host=localhost,10.0.0.5;Database=has", true)]
    [InlineData("Host=10.0.0.5:5433;Database=has", true)]
    [InlineData("Host=localhost;Database=has", false)]
    [InlineData("Host=127.0.0.1:5433;Database=has", false)]
    [InlineData("Host=[::1]:5433;Database=has", false)]
    [InlineData("Host=::1;Database=has", false)]
    [InlineData("Host=/var/run/postgresql;Database=has", false)]
    [InlineData("/donnees/comptes.db", false)]
    [InlineData(null, false)]
    public void A_server_on_another_machine_must_be_the_one_that_is_named(string? connection, bool isTold)
    {
        var fault = DatabaseLink.Fault(connection);

        Assert.Equal(isTold, fault?.Contains("SSL Mode=VerifyFull", StringComparison.Ordinal) == true);
        Assert.Equal(isTold, fault is not null);
    }
}
