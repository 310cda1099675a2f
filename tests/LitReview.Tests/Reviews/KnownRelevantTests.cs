using System.Text;
using LitReview.Citations;
using LitReview.Reports;
using LitReview.Reviews;
using LitReview.Tests.Persistence;
using LitReview.Tests.Screening;

namespace LitReview.Tests.Reviews;

public sealed class KnownRelevantTests
{
    private const int Records = 240;

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_list_is_found_by_doi_pmid_or_title_and_what_is_not_there_is_told_by_line(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync();
        await store.ImportAsync(
            id,
            [
                AStore.ACitation(1), AStore.ACitation(2) with { PubMedId = "31452104" },
                AStore.ACitation(3, "Home telemonitoring of chronic heart failure"), AStore.ACitation(4),
            ]);
        var command = Guid.NewGuid();
        const string List = "https://doi.org/10.1000/1\nPMID 31452104\nHome telemonitoring of chronic heart failure\n10.9999/absent\n";

        var known = await GiveAsync(store, id, List, command);
        var again = await GiveAsync(store, id, List, command);

        var given = Assert.Single(known.KnownLists);
        Assert.Equal([1, 2, 3], given.Records);
        Assert.Equal([(4, "10.9999/absent")], given.Unmatched.Select(unmatched => (unmatched.Line, unmatched.Text)));
        Assert.Single(again.KnownLists);
        // No reader has decided anything.
        Assert.All(known.Records, record => Assert.Empty(record.TitleVotes));
        Assert.Contains(
            "3 articles déjà connus comme pertinents ont servi de premiers exemples au classement, sans compter comme des décisions ; "
            + "1 autre n’est pas parmi les références. ",
            string.Join('\n', ReviewText.Method(known)), StringComparison.Ordinal);
        Assert.Equal(
            "a donné 3 articles déjà connus comme pertinents (« connus.txt ») ; 1 ligne sans référence dans la revue : 4",
            ReviewText.Of(known, (await store.Services.Queries.JournalAsync(id))[0], reader: null));
        Assert.Null(await store.Services.Queries.FirstFaultAsync(id));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_a_list_named_and_the_review_had_not_is_found_by_a_later_import_once(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 1);
        await GiveAsync(store, id, "10.1000/1\n10.5555/plus-tard\n10.9999/absent\nCohorte de patients suivis à domicile\n", Guid.NewGuid());
        const string Later = "TY  - JOUR\nTI  - Essai de télésurveillance\nDO  - 10.5555/plus-tard\nER  - \n\nTY  - JOUR\nTI  - Essai de télésurveillance\n"
            + "DO  - 10.5555/plus-tard\nER  - \n\nTY  - JOUR\nTI  - Cohorte de patients suivis à domicile\nER  - \n";
        var command = Guid.NewGuid();
        Task<ReviewResult> ImportAsync() => store.Services.ImportAsync(
            id, new SearchSource("Embase"), new MemoryStream(Encoding.UTF8.GetBytes(Later)), "suite.ris", AStore.Bruno, command);

        var after = AStore.Done(await ImportAsync()).Review;

        // The second notice of the trial is linked to the first, and counts once.
        var list = Assert.Single(after.KnownLists);
        Assert.Equal([1, 2, 4], list.Records);
        Assert.Equal([1, 2, 4], after.FirstExamples());
        Assert.Equal(["10.9999/absent"], list.Unmatched.Select(unmatched => unmatched.Text));
        var told = (await store.Services.Queries.JournalAsync(id)).First(e => e.Event is KnownRelevantFound);
        Assert.Equal(AStore.Bruno, told.Person);
        Assert.Equal(
            "a retrouvé par un import 2 articles déjà connus comme pertinents : « 10.5555/plus-tard », n° 2 ; « Cohorte de patients suivis à domicile », n° 4",
            ReviewText.Of(after, told, reader: null));
        Assert.Contains("1 autre n’est pas parmi les références.", string.Join('\n', ReviewText.Method(after)), StringComparison.Ordinal);
        Assert.Equal(after.Version, AStore.Done(await ImportAsync()).Review.Version);
        Assert.Equal([1, 2, 4], (await (await store.OpenAgainAsync()).Queries.ReviewAsync(id))!.FirstExamples());
        Assert.Null(await store.Services.Queries.FirstFaultAsync(id));
    }

    [Fact]
    public void What_is_not_awaited_or_was_found_before_changes_nothing()
    {
        var review = new AReview(records: 5).Do(new GiveKnownRelevant("connus.txt", [1], [new UnmatchedReference(2, "10.1000/b")]));
        var find = new KnownFind(1, 2, "10.1000/b", [4]);
        review.Do(new FindKnownRelevant([find]));
        var version = review.Review.Version;

        review.Do(new FindKnownRelevant([find, new KnownFind(7, 2, "10.1000/b", [4]), new KnownFind(1, 9, "autre", [2])]));

        Assert.Equal((version, 2), (review.Review.Version, review.Review.FirstExamples().Count));
        review.Refusal<RecordIsUnknown>(new FindKnownRelevant([new KnownFind(1, 2, "10.1000/b", [6])]));
    }

    [Fact]
    public async Task Two_articles_of_one_title_are_told_apart_by_doi_and_year()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 1);
        const string Other = "TY  - JOUR\nTI  - Étude n° 1 de la télésurveillance\nDO  - 10.1000/autre\nER  - \nTY  - JOUR\nTI  - Étude n° 1 de la télésurveillance\nPY  - 1999\nER  - \n";

        var given = Assert.Single((await GiveAsync(store, id, Other, Guid.NewGuid())).KnownLists);

        Assert.Empty(given.Records);
        Assert.Equal([1, 5], given.Unmatched.Select(unmatched => unmatched.Line));
    }

    [Fact]
    public async Task Imported_labels_can_be_the_first_examples()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync();
        await store.ImportAsync(
            id, [AStore.ACitation(1), AStore.ACitation(2) with { Label = CitationLabel.Included }, AStore.ACitation(3) with { Label = CitationLabel.Excluded }]);
        Assert.Equal(1, await store.Services.Queries.LabelledCountAsync(id, CitationLabel.Included));

        var review = AStore.Done(await store.Services.TakeLabelsAsync(id, AStore.Anne, Guid.NewGuid())).Review;

        Assert.Equal([2], review.FirstExamples());
    }

    [Fact]
    public async Task The_ranking_begins_with_what_is_like_them_and_they_are_still_read()
    {
        var set = ASet.Of(Records);
        using var rooms = Rooms();
        int[] known = [.. Enumerable.Range(1, Records).Where(number => set.Records[number - 1].IsRelevant).Take(2)];
        var review = new AReview(Records).Do(new GiveKnownRelevant("connus.txt", known, []));
        var found = new List<int>();
        for (var step = 0; step < 20; step++)
        {
            var next = (await rooms.NextAsync(review.Review, AReview.Anne))!;
            found.Add(next.Number);
            review.Do(
                new JudgeRecord(next.Number, Stage.TitleAbstract, set.Records[next.Number - 1].IsRelevant ? Verdict.Include : Verdict.Exclude),
                suggestion: next.Suggestion);
        }

        // One in six is relevant: chance would show three in twenty.
        Assert.True(found.Count(number => set.Records[number - 1].IsRelevant) >= 12, $"Found {string.Join(' ', found)}.");
        Assert.Superset(known.ToHashSet(), found.ToHashSet());
        var again = await ReviewReplay.RunAsync(
            new ReviewId("R-2026-0001"), review.Journal, (_, _) => Task.FromResult(set.Texts), AReview.NoSecondModel);
        Assert.Equal((20, 0), (again.Same, again.Differing.Count));
    }

    [Fact]
    public async Task A_reader_who_sets_a_known_article_aside_teaches_that_and_who_takes_it_back_the_first_again()
    {
        using var rooms = Rooms();
        var review = new AReview(Records).Do(new GiveKnownRelevant("connus.txt", [1], []));
        var before = (await rooms.NextAsync(review.Review, AReview.Anne))!;
        review.Judge(1, Verdict.Exclude).Do(new UndoDecision(Stage.TitleAbstract));

        using var cold = Rooms();
        Assert.Equal((await cold.NextAsync(review.Review, AReview.Anne))!.Suggestion, (await rooms.NextAsync(review.Review, AReview.Anne))!.Suggestion);
        Assert.Equal(before.Number, (await rooms.NextAsync(review.Review, AReview.Anne))!.Number);
    }

    [Fact]
    public void A_list_that_names_nothing_is_refused()
    {
        var refusal = new AReview(records: 1).Refusal<KnownListIsEmpty>(new GiveKnownRelevant("vide.txt", [], []));

        Assert.StartsWith("« vide.txt » ne nomme aucun article.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_abstract_that_a_person_types_is_read_ranked_and_searched_and_one_that_is_there_stays(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync();
        await store.ImportAsync(id, [AStore.ACitation(1) with { Abstract = "" }, AStore.ACitation(2)]);
        const string Text = "Deux cents patients suivis à domicile pendant douze mois par téléphone.";

        var review = AStore.Done(await store.Services.TypeAbstractAsync(id, 1, $" {Text} ", AStore.Bruno, Guid.NewGuid())).Review;

        Assert.Equal(Text, (await store.Services.Queries.CitationsAsync(id, [1]))[1].Abstract);
        Assert.Equal(Text, (await store.Services.Queries.TextsAsync(review))[0].Abstract);
        Assert.Equal("", (await store.Services.Queries.SourcesAsync(id, [1]))[1].Abstract);
        Assert.Equal((AStore.Bruno, Text), (review.Find(1)!.TypedAbstract!.Person, review.Find(1)!.TypedAbstract!.Text));
        Assert.Null(await store.Services.Queries.FirstChangedImportAsync(review));
        Assert.Contains(
            "a saisi le résumé de la référence n° 1",
            ReviewText.Of(review, (await store.Services.Queries.HistoryAsync(id, 1))[0], reader: null), StringComparison.Ordinal);
        var refused = await store.Services.TypeAbstractAsync(id, 2, "Autre.", AStore.Bruno, Guid.NewGuid());
        Assert.IsType<AbstractIsThere>(Assert.IsType<ReviewResult.Refused>(refused).Reason);
    }

    private static ScreeningRooms Rooms() => new((_, _) => Task.FromResult(ASet.Of(Records).Texts), AReview.NoSecondModel);

    private static async Task<Review> GiveAsync(AStore store, ReviewId id, string list, Guid command) => AStore.Done(
        await store.Services.GiveKnownAsync(id, new MemoryStream(Encoding.UTF8.GetBytes(list)), "connus.txt", AStore.Anne, command)).Review;
}
