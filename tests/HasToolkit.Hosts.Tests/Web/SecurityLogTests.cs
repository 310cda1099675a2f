using System.Net;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Attempts to go round a control are told to who watches, bounded, and without what was sent.</summary>
public sealed class SecurityLogTests
{
    [Fact]
    public async Task Forms_without_token_names_like_paths_and_closed_doors_are_told_once_a_minute_and_counted()
    {
        using var collector = new LoopbackCollector();
        await using (var web = await RunningWeb.StartOnAsync(
            null, $"--Has:Telemetry:Endpoint={collector.Address}", "--Logging:LogLevel:HasToolkit.Web.Hosting.SecurityLog=Warning"))
        {
            using var client = await web.ClientAsync();
            using var company = await web.ClientAsync(Routes.Applicant);
            var dossier = await web.ReferenceAsync("VISIOTENSION");
            for (var attempt = 0; attempt < 5; attempt++)
            {
                using var noToken = await client.PostAsync("/dossiers/nouveau", ("produit", "Quatrebarbes"));
                Assert.Equal(HttpStatusCode.BadRequest, noToken.StatusCode);
                using var closed = await company.Http.GetAsync("/revues/Quatrebarbes");
                Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
            }

            using var file = await company.UploadAsync(dossier, "synthese", ("..\\..\\Quatrebarbes.pdf", "%PDF-1.4\n%%EOF\n"));
            using var path = await client.Http.GetAsync("/dossiers/..%2F..%2FQuatrebarbes");
        }

        var told = collector.Text;
        foreach (var expected in new[] { "form without its token", "name made like a path", "closed to who asks", "has.security.attempts", "/dossiers/{id}/pieces" })
            Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.DoesNotContain("Quatrebarbes", told, StringComparison.Ordinal);
        // Five attempts of each kind, and one line of the log for each: two names of both kinds besides.
        Assert.Equal(4, told.Split("Refused: {What}").Length - 1);
    }

    [Fact]
    public async Task Who_takes_all_of_something_at_once_is_told_with_what_it_was_and_never_its_content()
    {
        using var collector = new LoopbackCollector();
        await using (var web = await RunningWeb.StartOnAsync(
            null, $"--Has:Telemetry:Endpoint={collector.Address}", "--Logging:LogLevel:HasToolkit.Web.Hosting.SecurityLog=Information"))
        {
            using var client = await web.ClientAsync();
            var dossier = await web.ReferenceAsync("VISIOTENSION");
            var review = (await web.Reviews.Queries.ReviewsAsync())[0].Id.Value;
            foreach (var place in new[] { $"/dossiers/{dossier}/archive", $"/revues/{review}/rapport/revue.zip", "/observatoire/donnees.csv" })
            {
                using var taken = await client.Http.GetAsync(place);
                Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
            }

            using var missing = await client.Http.GetAsync("/dossiers/LPPR-2020-9999/archive");
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        var told = collector.Text;
        Assert.Equal(3, told.Split("Exported: {Route}").Length - 1);
        foreach (var expected in new[] { "has.security.exports", "/observatoire/donnees.csv", "revue.zip", "sophie-marchand" })
            Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.DoesNotContain("VISIOTENSION", told, StringComparison.Ordinal);
    }
}
