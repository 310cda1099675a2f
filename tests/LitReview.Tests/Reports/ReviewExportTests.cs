using System.Text;
using LitReview.Citations;
using LitReview.Reports;
using LitReview.Reviews;
using LitReview.Tests.Persistence;

namespace LitReview.Tests.Reports;

public sealed class ReviewExportTests
{
    public static TheoryData<CitationFileFormat> Formats => [.. Enum.GetValues<CitationFileFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Labels_reasons_notes_and_tags_leave_and_come_back(CitationFileFormat format)
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var (review, _) = await AReadReviewAsync(store);
        using var file = new MemoryStream();

        await store.Services.ExportAsync(
            review, format, includedOnly: false, file, reader => reader == AStore.Anne ? "Anne Évrard" : reader.Value);

        file.Position = 0;
        var read = CitationFile.Read(file, "export").Citations;
        if (format == CitationFileFormat.Csv)
        {
            // This one is a table for people, with columns of its own.
            var text = Encoding.UTF8.GetString(file.ToArray());
            Assert.Contains(";écartée;population;", text, StringComparison.Ordinal);
            Assert.Contains("Note de Anne Évrard, 2026-11-26 : À relire avec Bruno.", text, StringComparison.Ordinal);
            Assert.Contains(";incluse;Note du fichier.;", text, StringComparison.Ordinal);
            return;
        }

        Assert.Equal((CitationLabel?)CitationLabel.Excluded, read[0].Label);
        Assert.Equal(
            ["Écartée sur titre et résumé : population", "Note de Anne Évrard, 2026-11-26 : À relire avec Bruno."], read[0].Notes);
        Assert.Equal(["urgent"], read[0].Keywords);
        // Nothing is decided on it: what the file said stays.
        Assert.Equal((CitationLabel?)CitationLabel.Included, read[1].Label);
        Assert.Equal(["Note du fichier."], read[1].Notes);
        Assert.Equal((CitationLabel?)CitationLabel.Excluded, read[2].Label);
        Assert.Equal(["Exclue sur texte intégral : intervention", "Étiquette importée : incluse"], read[2].Notes);
    }

    [Theory]
    [InlineData(CitationFileFormat.Ris, "N1  - Écartée sur titre et résumé : population\r\n", "KW  - urgent\r\n")]
    [InlineData(CitationFileFormat.BibTex, "note = {Écartée sur titre et résumé : population", "keywords = {urgent}")]
    [InlineData(CitationFileFormat.CslJson, "\"note\": \"Écartée sur titre et résumé : population", "\"keyword\": \"urgent\"")]
    public async Task They_stand_where_Zotero_and_EndNote_look_for_them(CitationFileFormat format, string reason, string tag)
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var (review, _) = await AReadReviewAsync(store);
        using var file = new MemoryStream();

        await store.Services.ExportAsync(review, format, includedOnly: false, file);

        var text = Encoding.UTF8.GetString(file.ToArray());
        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.Contains(tag, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_was_imported_makes_no_included_study()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var (review, _) = await AReadReviewAsync(store);
        using var file = new MemoryStream();

        await store.Services.ExportAsync(review, CitationFileFormat.Ris, includedOnly: true, file);

        Assert.DoesNotContain("TY  -", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_tells_why_two_were_linked_and_a_reference_only_what_concerns_it()
    {
        var review = new Reviews.AReview(records: 9);
        review.Do(new LinkDuplicates(
            [.. Enumerable.Range(2, 7).Select(number => new RecordLink(number, 1, $"Même DOI ({number})."))], ByTool: true, "rapprochement des références"));
        var linked = review.Journal[^1];

        Assert.Equal(
            "a lié 7 doublons (proposé par l’outil : rapprochement des références) : la n° 2 répète la n° 1, même DOI (2) ; "
            + "la n° 3 répète la n° 1, même DOI (3) ; la n° 4 répète la n° 1, même DOI (4) ; la n° 5 répète la n° 1, même DOI (5) ; "
            + "la n° 6 répète la n° 1, même DOI (6) ; et 2 autres, chacun avec son motif dans la liste des doublons",
            ReviewText.Of(review.Review, linked, reader: null));
        Assert.Equal(
            "a lié 1 doublon (proposé par l’outil : rapprochement des références) : la n° 8 répète la n° 1, même DOI (8)",
            ReviewText.Of(review.Review, linked, reader: null, record: 8));
    }

    [Fact]
    public void A_person_who_links_a_proposed_pair_keeps_what_spoke_for_it()
    {
        var review = new Reviews.AReview(records: 3).Do(new ProposeDuplicates([new RecordLink(2, 1, "Titres proches.")]))
            .Do(new LinkDuplicates([new RecordLink(1, 2)], ByTool: false, "décidé en comparant les deux références"));

        Assert.Equal("Titres proches.", review.Review.Find(1)!.LinkReason);
        review.Do(new UnlinkDuplicate(1, "Deux études."));
        Assert.Null(review.Review.Find(1)!.LinkReason);
    }

    // 1 set aside with a note and a tag; 2 unread, labelled by its file; 3 labelled as kept by its file, and set aside in full text.
    private static async Task<(Review Review, ReviewId Id)> AReadReviewAsync(AStore store)
    {
        var id = await store.AReviewAsync();
        await store.ImportAsync(
            id,
            [
                AStore.ACitation(1),
                AStore.ACitation(2) with { Label = CitationLabel.Included, Notes = ["Note du fichier."] },
                AStore.ACitation(3) with { Label = CitationLabel.Included },
            ]);
        Review review = null!;
        foreach (var command in (ReviewCommand[])
        [
            new JudgeRecord(1, Stage.TitleAbstract, Verdict.Exclude, "population"), new WriteNote(1, "À relire avec Bruno."), new AddTag(1, "urgent"),
            new JudgeRecord(3, Stage.TitleAbstract, Verdict.Include), new JudgeRecord(3, Stage.FullText, Verdict.Exclude, "intervention"),
        ])
        {
            review = AStore.Done(await store.Services.Desk.DoAsync(id, command, AStore.Anne, Guid.NewGuid())).Review;
        }

        return (review, id);
    }
}
