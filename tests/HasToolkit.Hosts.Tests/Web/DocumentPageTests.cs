using System.Net;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Documents and published opinions, seen without a browser.</summary>
public sealed class DocumentPageTests(DemoWeb demo)
{
    [Fact]
    public async Task A_published_opinion_is_read_without_an_account_and_shows_nothing_internal()
    {
        var web = await demo.WebAsync();
        var id = await web.ReferenceAsync("GLYCOGUIDE");
        using var client = await web.ClientAsync(who: null);

        var page = WebUtility.HtmlDecode(await client.Http.GetStringAsync($"/avis/{id}"));
        var list = WebUtility.HtmlDecode(await client.Http.GetStringAsync("/avis"));
        using var word = await client.Http.GetAsync($"/avis/{id}/word");

        Assert.Contains("[occulté]", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Norvège", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Claire Martin", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Événement n°", page, StringComparison.Ordinal);
        Assert.Contains("Avis : GLYCOGUIDE", list, StringComparison.Ordinal);
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_opinion_that_is_not_published_is_shown_to_nobody()
    {
        var web = await demo.WebAsync();
        using var client = await web.ClientAsync(who: null);

        using var answer = await client.Http.GetAsync($"/avis/{await web.ReferenceAsync("CARDIOVEILLE")}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_applicant_gets_no_internal_document_and_no_archive()
    {
        var web = await demo.WebAsync();
        var id = await web.ReferenceAsync("VISIOTENSION");
        using var client = await web.ClientAsync(Routes.Applicant);

        foreach (var path in new[] { "documents/synthese/html", "documents/avis/docx", "archive" })
        {
            using var answer = await client.Http.GetAsync($"/dossiers/{id}/{path}");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_archive_that_a_page_gives_is_intact()
    {
        var web = await demo.WebAsync();
        var id = await web.ReferenceAsync("GLYCOGUIDE");
        using var client = await web.ClientAsync(Routes.Service);

        using var archive = new MemoryStream(await client.Http.GetByteArrayAsync($"/dossiers/{id}/archive"));

        Assert.Equal(id, (await web.Ledger.Archive.VerifyAsync(archive)).Dossier);
    }
}
