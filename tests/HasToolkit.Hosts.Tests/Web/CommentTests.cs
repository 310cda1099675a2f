using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Search;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Files of comments and the gestures around them, without a browser.</summary>
internal static class Comments
{
    /// <summary>A file of three columns with names that must not be seen, quotes as CSV wants them.</summary>
    public static byte[] AFile(params string[] comments)
    {
        var csv = new StringBuilder("Service;Champ;Remarque\n");
        foreach (var comment in comments)
            csv.Append("Urgences;négatif;\"").Append(comment.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>Hands a file in, and gives the address where it waits to be confirmed.</summary>
    public static async Task<HttpResponseMessage> HandInAsync(this WebClient client, string name, byte[] content)
    {
        var form = HtmlForm.To("/commentaires", await client.GetTextAsync("/commentaires"));
        using var body = new MultipartFormDataContent();
#pragma warning disable CA2000 // The body disposes of its parts.
        foreach (var (field, value) in form.Hidden)
            body.Add(new StringContent(value), field);
        body.Add(new ByteArrayContent(content), "fichier", name);
#pragma warning restore CA2000
        return await client.Http.PostAsync("/commentaires", body);
    }

    /// <summary>Hands a file of <see cref="AFile"/> in and confirms it; gives the reference of its batch.</summary>
    public static async Task<string> HandInAndConfirmAsync(this WebClient client, string name, byte[] content)
    {
        using var answer = await client.HandInAsync(name, content);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var place = answer.Headers.Location!.ToString();
        using var confirmed = await client.SubmitAsync(
            place, place, ("acte", "confirmer"), ("col-texte", "Remarque"), ("col-champ", "Champ"), ("col-service", "Service"));
        Assert.Equal(HttpStatusCode.Found, confirmed.StatusCode);
        return confirmed.Headers.Location!.ToString().Split('/')[^1];
    }
}

/// <summary>What the pages of comments do and refuse.</summary>
public sealed partial class CommentTests : IAsyncLifetime
{
    private RunningWeb _web = null!;

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Every_number_of_a_page_of_figures_leads_to_that_many_comments()
    {
        var lot = (await _web.BatchAsync()).Id;
        using var client = await _web.ClientAsync();
        var html = await client.GetTextAsync($"/commentaires/{lot}?service=Cardiologie");
        var all = await client.GetTextAsync($"/commentaires/{lot}?depuis=2026-06");

        var links = NumberLinks().Matches(html + all)
            .Select(link => (Place: WebUtility.HtmlDecode(link.Groups[1].Value), Number: Digits(link.Groups[2].Value))).Distinct().ToList();
        Assert.True(links.Count > 150, $"{links.Count} numbers lead to comments.");
        foreach (var (place, number) in links)
        {
            var list = await client.GetTextAsync(place);
            Assert.True(number == Digits(CountLine().Match(list).Groups[1].Value), $"{place} should lead to {number} comments.");
        }
    }

    [Fact]
    public async Task A_ward_of_fewer_than_five_comments_is_never_counted_nor_shown()
    {
        var batch = await _web.BatchAsync();
        using var client = await _web.ClientAsync();
        var all = (await _web.Comments.Queries.PageAsync(new CommentQuery(batch.Id), take: 1_000)).Comments;
        var texts = all.Where(comment => comment.Service == SmallCells.Unnamed).ToList();
        Assert.InRange(texts.Count, 1, SmallCells.Least - 1);

        foreach (var part in new[] { "", "/liste", "/rapports" })
        {
            var page = WebUtility.HtmlDecode(await client.GetTextAsync($"/commentaires/{batch.Id}{part}?service=Soins+palliatifs"));
            Assert.Contains("Moins de 5 commentaires", page, StringComparison.Ordinal);
            Assert.All(texts, comment => Assert.DoesNotContain(comment.Text, page, StringComparison.Ordinal));
        }

        foreach (var format in new[] { "docx", "xlsx", "html", "csv", "json" })
        {
            using var refused = await client.Http.GetAsync($"/commentaires/{batch.Id}/rapport/{format}?service=Soins+palliatifs");
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
            Assert.Equal($"/commentaires/{batch.Id}/rapports?service=Soins%20palliatifs", refused.Headers.Location!.ToString());
        }

        foreach (var part in new[] { "", "/liste", "/lecture", "/rapports", "/rapport/html", "/rapport/csv", "/rapport/json" })
        {
            var page = WebUtility.HtmlDecode(await client.GetTextAsync($"/commentaires/{batch.Id}{part}"));
            Assert.DoesNotContain("Soins palliatifs", page, StringComparison.Ordinal);
        }

        var one = WebUtility.HtmlDecode(await client.GetTextAsync($"/commentaires/{batch.Id}/c/{texts[0].Key.Number}"));
        Assert.DoesNotContain("Soins palliatifs", one, StringComparison.Ordinal);
        Assert.Contains("service à effectif faible", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_in_no_page_no_table_and_no_file_once_the_batch_is_there()
    {
        using var client = await _web.ClientAsync();
        string[] names = ["Lefebvre-Castaing", "06 12 34 56 78", "m.lefebvre@exemple.fr"];
        var lot = await client.HandInAndConfirmAsync("noms.csv", Comments.AFile(
            "Merci au docteur Lefebvre-Castaing, très à l'écoute", "Appelez-moi au 06 12 34 56 78, personne ne répond",
            "Ecrivez à m.lefebvre@exemple.fr, attente trop longue"));
        await _web.BatchAsync("noms.csv");

        foreach (var part in new[] { "", "/liste", "/lecture", "/accord", "/fichier", "/c/1", "/c/2", "/c/3", "/rapport/html", "/rapport/csv" })
        {
            var page = WebUtility.HtmlDecode(await client.GetTextAsync($"/commentaires/{lot}{part}"));
            Assert.All(names, name => Assert.DoesNotContain(name, page, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Contains("[NOM]", await client.GetTextAsync($"/commentaires/{lot}/c/1"), StringComparison.Ordinal);
        // An empty file holds nothing, and may be the lock of a program.
        foreach (var file in Directory.EnumerateFiles(_web.Folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var content = await reader.ReadToEndAsync();
            Assert.All(names, name => Assert.False(content.Contains(name, StringComparison.OrdinalIgnoreCase), $"{file} holds « {name} »."));
        }
    }

    [Fact]
    public async Task The_preview_masks_names_before_anything_is_confirmed()
    {
        using var client = await _web.ClientAsync();
        using var answer = await client.HandInAsync("apercu.csv", Comments.AFile("Le docteur Lefebvre-Castaing est formidable"));

        var page = WebUtility.HtmlDecode(await client.GetTextAsync(answer.Headers.Location!.ToString()));

        Assert.DoesNotContain("Castaing", page, StringComparison.Ordinal);
        Assert.Contains("Le docteur [NOM] est formidable", page, StringComparison.Ordinal);
        Assert.Contains("utf-8", page, StringComparison.Ordinal);
        Assert.DoesNotContain(await _web.Comments.Queries.BatchesAsync(), batch => batch.FileName == "apercu.csv");
    }

    [Fact]
    public async Task A_reading_that_a_stop_interrupts_goes_on_at_the_next_start_and_counts_each_comment_once()
    {
        const int Many = 12_000;
        using (var client = await _web.ClientAsync())
        {
            await client.HandInAndConfirmAsync(
                "long.csv", Comments.AFile([.. Enumerable.Range(1, Many).Select(number => $"Attente trop longue {number} fois")]));
        }

        await _web.RestartAsync();

        var batch = await _web.BatchAsync("long.csv");
        Assert.Equal((Many, Many), (batch.Comments, batch.Run!.Analysed));
        var last = Assert.Single(await _web.Comments.Queries.CommentsAsync(batch.Id, [Many]));
        Assert.Equal($"Attente trop longue {Many} fois", last.Text);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_web.Folder, "depots-commentaires")));
    }

    [Theory]
    [InlineData("ancien.xls", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1 reste", "ancien classeur Excel")]
    [InlineData("tract.pdf", "%PDF-1.4 contenu", "PDF")]
    [InlineData("vide.csv", "", "vide")]
    public async Task A_file_that_cannot_be_read_is_refused_with_its_reason_and_not_kept(string name, string content, string reason)
    {
        using var client = await _web.ClientAsync();

        using var answer = await client.HandInAsync(name, Encoding.Latin1.GetBytes(content));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Rien n’a été enregistré", page, StringComparison.Ordinal);
        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_web.Folder, "depots-commentaires"))
            && Directory.EnumerateDirectories(Path.Combine(_web.Folder, "depots-commentaires")).Any());
    }

    [Fact]
    public async Task A_mapping_without_a_text_is_refused_and_what_was_chosen_stays()
    {
        using var client = await _web.ClientAsync();
        using var answer = await client.HandInAsync("colonnes.csv", Comments.AFile("Bonne équipe, merci à tous"));
        var place = answer.Headers.Location!.ToString();

        using var refused = await client.SubmitAsync(place, place, ("acte", "confirmer"), ("col-service", "Service"));
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Aucune colonne ne porte le texte", page, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"depot-col-service\".*?<option value=\"Service\" selected", page);
    }

    [Fact]
    public async Task A_batch_is_deleted_with_a_reason_that_stays_and_never_without()
    {
        using var client = await _web.ClientAsync();
        var lot = await client.HandInAndConfirmAsync("a-effacer.csv", Comments.AFile("Attente trop longue"));
        await _web.BatchAsync("a-effacer.csv");
        var place = $"/commentaires/{lot}/fichier";

        using (var without = await client.SubmitAsync(place, place, ("acte", "effacer"), ("motif", "  ")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Contains(await _web.Comments.Queries.BatchesAsync(), batch => batch.Id.Value == lot);
        using (var deleted = await client.SubmitAsync(place, place, ("acte", "effacer"), ("motif", "durée de conservation échue")))
            Assert.Equal(HttpStatusCode.Found, deleted.StatusCode);

        Assert.DoesNotContain(await _web.Comments.Queries.BatchesAsync(), batch => batch.Id.Value == lot);
        var page = WebUtility.HtmlDecode(await client.GetTextAsync("/commentaires"));
        Assert.Contains("effacé par Sophie Marchand", page, StringComparison.Ordinal);
        Assert.Contains("durée de conservation échue", page, StringComparison.Ordinal);
        using var gone = await client.Http.GetAsync($"/commentaires/{lot}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_role_that_does_not_read_comments_gets_none_and_one_that_reads_changes_nothing()
    {
        var batch = await _web.BatchAsync();
        using var applicant = await _web.ClientAsync(Routes.Applicant);
        foreach (var place in new[] { "", $"/{batch.Id}", $"/{batch.Id}/c/1", $"/{batch.Id}/rapport/csv", $"/{batch.Id}/corrections.csv", "/themes" })
        {
            using var answer = await applicant.Http.GetAsync("/commentaires" + place);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.DoesNotContain("/commentaires", await applicant.GetTextAsync("/dossiers"), StringComparison.Ordinal);

        using var chair = await _web.ClientAsync(Routes.Chair);
        var token = HtmlForm.TokenIn(await chair.GetTextAsync($"/commentaires/{batch.Id}/lecture"));
        (string Place, (string, string)[] Fields)[] forms =
        [
            ($"/{batch.Id}/c/1", [("acte", "corriger"), ("tonalite", "P")]), ($"/{batch.Id}/c/1", [("acte", "lu")]),
            ($"/{batch.Id}/lecture", [("commentaire", "1")]), ($"/{batch.Id}/fichier", [("acte", "effacer"), ("motif", "essai")]),
            ("/themes", [("acte", "garder"), ("code", "TEST"), ("libelle", "Essai"), ("mots", "essai")]),
        ];
        foreach (var (place, fields) in forms)
        {
            using var answer = await chair.PostAsync("/commentaires" + place, [token, .. fields]);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        var comment = Assert.Single(await _web.Comments.Queries.CommentsAsync(batch.Id, [1]));
        Assert.Empty(comment.Corrections);
        Assert.Empty(comment.Readings);
        Assert.Empty(await _web.Comments.Queries.OwnTopicsAsync());
    }

    [Fact]
    public async Task An_own_topic_shows_what_it_would_catch_before_it_is_kept_and_is_counted_after()
    {
        var batch = await _web.BatchAsync();
        var expected = await _web.Comments.Queries.CountAsync(batch.Id, BooleanSearch.Parse("parking* OU \"place pour se garer\""));
        Assert.True(expected > 0);
        using var client = await _web.ClientAsync();
        (string, string)[] topic = [("code", "parking"), ("libelle", "Le stationnement"), ("definition", ""), ("mots", "parking*\nplace pour se garer")];

        using (var draft = await client.SubmitAsync("/commentaires/themes", "/commentaires/themes", [.. topic, ("acte", "voir")]))
        {
            var page = WebUtility.HtmlDecode(await draft.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.OK, draft.StatusCode);
            Assert.Contains($"<strong>{expected}</strong> commentaire", page, StringComparison.Ordinal);
            Assert.Contains("place pour se garer</textarea>", page, StringComparison.Ordinal);
        }

        Assert.Empty(await _web.Comments.Queries.OwnTopicsAsync());
        using (var kept = await client.SubmitAsync("/commentaires/themes", "/commentaires/themes", [.. topic, ("acte", "garder")]))
            Assert.Equal(HttpStatusCode.Found, kept.StatusCode);
        Assert.Equal("PARKING", Assert.Single(await _web.Comments.Queries.OwnTopicsAsync()).Code);
        using (var same = await client.SubmitAsync(
            "/commentaires/themes", "/commentaires/themes", ("code", "HUM"), ("libelle", "x"), ("mots", "x"), ("acte", "garder")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, same.StatusCode);
        }
    }

    [Theory]
    [InlineData("docx", "PK")]
    [InlineData("xlsx", "PK")]
    [InlineData("csv", "\u00ef\u00bb\u00bfN°")]
    [InlineData("json", "{")]
    [InlineData("html", "<!DOCTYPE html>")]
    public async Task A_report_is_downloaded_under_its_name_and_leaves_no_file_behind(string format, string start)
    {
        var batch = await _web.BatchAsync();
        using var client = await _web.ClientAsync();

        using var answer = await client.Http.GetAsync($"/commentaires/{batch.Id}/rapport/{format}?de=2026-03");
        var content = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"commentaires-{batch.Id}.{format}", answer.Content.Headers.ContentDisposition?.FileName);
        var expected = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(start == "\u00ef\u00bb\u00bfN°" ? "\ufeffN°" : start));
        Assert.StartsWith(expected, Encoding.Latin1.GetString(content), StringComparison.Ordinal);
        using var unknown = await client.Http.GetAsync($"/commentaires/{batch.Id}/rapport/exe");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_filter_that_cannot_be_read_is_said_and_left_aside()
    {
        var batch = await _web.BatchAsync();
        using var client = await _web.ClientAsync();

        var page = WebUtility.HtmlDecode(await client.GetTextAsync($"/commentaires/{batch.Id}/liste?tonalite=Z&recherche=(attente"));

        Assert.Contains("Ce filtre est laissé de côté", page, StringComparison.Ordinal);
        Assert.Contains("420 commentaires", page.Replace('\u202f', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_kept_beside_the_model_counted_and_exported()
    {
        var batch = await _web.BatchAsync();
        var before = Assert.Single(await _web.Comments.Queries.CommentsAsync(batch.Id, [3]));
        using var client = await _web.ClientAsync();
        var place = $"/commentaires/{batch.Id}/c/3";

        using (var nothing = await client.SubmitAsync(
            place, place, [("acte", "corriger"), ("tonalite", ""), ("alerte", ""), ("themes-vus", string.Join(' ', before.Topics)), .. before.Topics.Select(topic => ("themes", topic.ToString()))]))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        }

        using (var first = await client.SubmitAsync(
            place, place, ("acte", "corriger"), ("tonalite", "M"), ("themes", "HUM+"), ("themes", "REP-")))
        {
            Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        }
        using (var second = await client.SubmitAsync(
            place, place, ("acte", "corriger"), ("alerte", "oui"), ("themes-vus", "HUM+ REP-"), ("themes", "HUM+"), ("themes", "REP-")))
        {
            Assert.Equal(HttpStatusCode.Found, second.StatusCode);
        }

        var after = Assert.Single(await _web.Comments.Queries.CommentsAsync(batch.Id, [3]));
        Assert.Equal((Tone.Mixed, true, 2), (after.Tone!.Value, after.IsAlert, after.Corrections.Count));
        Assert.Equal(["HUM+", "REP-"], after.Topics.Select(topic => topic.ToString()));
        Assert.Null(after.Corrections[1].Topics);
        Assert.Equal(before.Analysis!.Tone, after.Analysis!.Tone);
        Assert.Equal(before.Analysis.Topics, after.Analysis.Topics);
        var csv = await client.GetTextAsync($"/commentaires/{batch.Id}/corrections.csv");
        Assert.Equal(3, csv.TrimEnd().Split("\r\n").Length);
        Assert.Contains("Sophie Marchand", WebUtility.HtmlDecode(await client.GetTextAsync(place)), StringComparison.Ordinal);
    }

    private static long Digits(string text) =>
        long.Parse(string.Concat(WebUtility.HtmlDecode(text).Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    [GeneratedRegex("<a href=\"(/commentaires/[0-9a-f]{12}/liste[^\"]*)\">([0-9]+(?:[^<0-9][0-9]{3})*)<")]
    private static partial Regex NumberLinks();

    [GeneratedRegex("class=\"count-line\"[^>]*>([^<]*)<")]
    private static partial Regex CountLine();
}
