using System.IO.Compression;
using System.Text;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Persistence;

public sealed class SmallCellTests
{
    private static readonly string[] Wards = ["Urgences", "Chirurgie", "Maternité", "Unité minuscule"];
    private static readonly string[] Hospitals = ["Hôpital nord", "Hôpital sud", "Antenne rare"];
    private static readonly string[] Texts = ["Trop d'attente", "Équipe gentille, merci", "Une chute dans le couloir", "Repas froid, personnel gentil"];

    [Fact]
    public async Task Whatever_the_filters_a_part_under_five_has_no_figures_and_an_origin_under_five_is_not_read()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var (id, rows) = await AnalyseAsync(store);

        var (refusedFigures, refusedReadings) = (0, 0);
        foreach (var query in Combinations(id))
        {
            var origin = rows.Count(row => IsFrom(row, query));
            if (origin < SmallCells.Least)
            {
                refusedReadings++;
                await Assert.ThrowsAsync<TooFewCommentsException>(() => store.Queries.PageAsync(query));
                await Assert.ThrowsAsync<TooFewCommentsException>(() => store.Queries.ToReadAsync(query));
                await Assert.ThrowsAsync<TooFewCommentsException>(() => store.LabelledAsync(query));
                await Assert.ThrowsAsync<TooFewCommentsException>(
                    async () => await store.Queries.StoredAsync(query).ToListAsync(TestContext.Current.CancellationToken));
                await Assert.ThrowsAsync<TooFewCommentsException>(() => store.Queries.FiguresAsync(query));
                continue;
            }

            var total = (await store.Queries.PageAsync(query)).Total;
            if (query.Words.Count > 0 && total < SmallCells.Least)
            {
                refusedFigures++;
                await Assert.ThrowsAsync<TooFewCommentsException>(() => store.Queries.FiguresAsync(query));
                await Assert.ThrowsAsync<TooFewCommentsException>(() => store.Services.ReportAsync(query, new Dictionary<string, string>()));
                Assert.Empty(await store.Queries.CompareAsync(query, new CommentQuery(id)));
                continue;
            }

            var figures = await store.Queries.FiguresAsync(query);
            Assert.Equal(total, figures.Cards.Comments.Value);
            Assert.All(figures.Services.Concat(figures.Establishments).Where(line => !line.IsHidden), line =>
                Assert.True(line.Comments!.Value >= SmallCells.Least, line.Name));
            Assert.All(figures.Trend, point => Assert.False(SmallCells.IsSmall(point.Comments?.Value ?? 0)));
            Assert.All(figures.Topics, line => Assert.True(
                !line.Praised.IsHidden && !line.Blamed.IsHidden || line.PraisedShare.Of == 0, line.Code));
        }

        Assert.True(refusedFigures > 20 && refusedReadings > 20, $"{refusedFigures} and {refusedReadings} refused");
    }

    [Fact]
    public async Task A_small_group_is_named_nowhere_and_its_comments_are_still_read_one_by_one()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var (id, rows) = await AnalyseAsync(store);
        var small = rows.Index().Where(row => row.Item.Ward == Wards[3]).Select(row => row.Index + 1L).ToList();

        var extent = await store.Queries.ExtentAsync(id);
        Assert.DoesNotContain(Wards[3], extent.Services);
        Assert.DoesNotContain(Hospitals[2], extent.Establishments);
        Assert.Contains(Hospitals[2], extent.AllEstablishments);

        // Each is there, its text too; only where it comes from is not said.
        var read = await store.Queries.CommentsAsync(id, small);
        Assert.Equal(small.Count, read.Count);
        Assert.All(read, comment => Assert.Equal(SmallCells.Unnamed, comment.Service));
        var page = await store.Queries.PageAsync(new CommentQuery(id), take: 1_000);
        Assert.Equal(rows.Count, page.Total);
        Assert.DoesNotContain(page.Comments, comment => comment.Service == Wards[3] || comment.Establishment == Hospitals[2]);

        // A ward that is named in the batch is not where a part leaves four of it.
        var query = new CommentQuery(id, Tone: Tone.Mixed);
        var report = await store.Services.ReportAsync(query, new Dictionary<string, string>());
        var mixed = report.Figures.Services.Where(line => !line.IsHidden).Select(line => line.Name).ToList();
        foreach (var written in await ReportsAsync(store, report))
        {
            Assert.DoesNotContain(Wards[3], written, StringComparison.Ordinal);
            Assert.DoesNotContain(Hospitals[2], written, StringComparison.Ordinal);
            Assert.All(Wards.Except(mixed), ward => Assert.DoesNotContain(ward, written, StringComparison.Ordinal));
        }

        Assert.NotEmpty(mixed);
        Assert.True(mixed.Count < 3, string.Join(", ", mixed));
    }

    // 60 comments; the small ward has 4, the small hospital 3, a month 2, and only four comments of the maternity are mixed.
    private static async Task<(BatchId Id, List<(string Ward, string Hospital, int Month, string Text)> Rows)> AnalyseAsync(AStore store)
    {
        var rows = new List<(string Ward, string Hospital, int Month, string Text)>();
        for (var i = 0; i < 60; i++)
        {
            rows.Add((
                i < 4 ? Wards[3] : Wards[i % 3], i is > 50 and < 54 ? Hospitals[2] : Hospitals[i % 2], i < 2 ? 4 : 1 + (i % 3),
                Wards[i % 3] == Wards[2] && i > 16 ? Texts[i % 3] : Texts[i % 4]));
        }

        var file = new StringBuilder("service;etablissement;date;texte\n");
        foreach (var (ward, hospital, month, text) in rows)
            file.Append(ward).Append(';').Append(hospital).Append(";05/0").Append(month).Append("/2026;").Append(text).Append('\n');
        return (await store.AnalyseAsync(file.ToString()), rows);
    }

    private static IEnumerable<CommentQuery> Combinations(BatchId id) =>
        from ward in Wards.Append(null)
        from hospital in Hospitals.Append(null)
        from month in (int?[])[1, 4, null]
        from part in (CommentQuery[])
        [
            new(id), new(id, Tone: Tone.Mixed), new(id, Topic: "ATT"), new(id, IsAlert: true), new(id, HasContent: true),
            new(id, Search: BooleanSearch.Parse("couloir")), new(id, Topic: "HUM", OtherTopic: "REP"),
        ]
        select part with
        {
            Service = ward,
            Establishment = hospital,
            From = month is { } first ? new DateOnly(2026, first, 1) : null,
            To = month is { } last ? new DateOnly(2026, last, 1) : null,
        };

    private static bool IsFrom((string Ward, string Hospital, int Month, string Text) row, CommentQuery query) =>
        (query.Service is null || row.Ward == query.Service) && (query.Establishment is null || row.Hospital == query.Establishment)
        && (query.From is null || row.Month == query.From.Value.Month);

    private static async Task<List<string>> ReportsAsync(AStore store, Report report)
    {
        var comments = store.Queries.StoredAsync(report.Figures.Query);
        using var csv = new MemoryStream();
        await CsvReport.WriteAsync(report, comments, csv);
        using var json = new MemoryStream();
        await JsonReport.WriteAsync(report, comments, json);
        using var html = new StringWriter();
        HtmlReport.Write(report, html);
        var (docx, xlsx) = (store.Folder.File("a.docx"), store.Folder.File("a.xlsx"));
        DocxReport.Write(report, docx);
        await XlsxReport.WriteAsync(report, comments, xlsx);
        var written = new List<string> { Encoding.UTF8.GetString(csv.ToArray()), Encoding.UTF8.GetString(json.ToArray()), html.ToString() };
        foreach (var path in (string[])[docx, xlsx])
        {
            await using var package = await ZipFile.OpenReadAsync(path);
            foreach (var part in package.Entries)
            {
                using var reader = new StreamReader(await part.OpenAsync());
                written.Add(await reader.ReadToEndAsync());
            }
        }

        return written;
    }
}
