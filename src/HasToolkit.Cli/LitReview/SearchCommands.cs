using System.CommandLine;
using System.Text;
using LitReview.Reviews;
using LitReview.Searching;
using Spectre.Console;

namespace HasToolkit.Cli.LitReview;

/// <summary>Finds references by an equation or in free words, and says why.</summary>
internal sealed class SearchCommands(CliApp app)
{
    private const int UsualPage = 10;

    private static readonly (string Word, FacetField Field)[] Facets =
    [
        ("annee", FacetField.Year), ("revue", FacetField.Journal), ("langue", FacetField.Language), ("type", FacetField.Kind),
        ("source", FacetField.Source), ("decision", FacetField.Label),
    ];

    private readonly Argument<string[]> _typed = SearchInput.Typed("DEMANDE");
    private readonly Option<string> _review = SearchInput.ReviewOption();

    private readonly Option<bool> _free = new("--libre")
    {
        Description = "Lit la demande comme une question : aucun mot n’est obligatoire, les plus proches d’abord.",
    };

    private readonly Option<string> _order = new("--tri")
    {
        Description = "pertinence, recentes, anciennes ou titre ; pertinence par défaut.",
        HelpName = "ORDRE",
    };

    private readonly Option<int> _page = new("--page") { Description = "Page montrée.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<int> _size = new("--taille")
    {
        Description = $"Références par page, de 1 à 100 ; {UsualPage} par défaut.",
        HelpName = "N",
        DefaultValueFactory = _ => UsualPage,
    };

    private readonly Option<string[]> _choices = new("--garder")
    {
        Description = "Ne garde que cette valeur : annee=2019, revue=BMJ, langue=fr, type=…, source=…, decision=… ; répétable.",
        HelpName = "CHAMP=VALEUR",
    };

    private readonly Option<bool> _facets = new("--facettes") { Description = "Compte par année, revue, langue, type, source et décision." };

    private readonly Option<string> _why = new("--pourquoi")
    {
        Description = "Explique le rang de cette référence au lieu de lister.",
        HelpName = "NUMÉRO",
    };

    private readonly Option<string> _like = new("--comme")
    {
        Description = "Montre les références les plus proches de celle-ci ; la demande est alors inutile.",
        HelpName = "NUMÉRO",
    };

    private readonly Option<bool> _equations = new("--equations")
    {
        Description = "Avec --revue : compte de nouveau les équations des imports parmi les références ; la demande est alors inutile.",
    };

    public Command Search() => app.Does(
        new CliCommand(
            "search", "Cherche dans des exports ou une revue : équation avec ET, OU, SAUF, \"…\", \"…\"~5, titre:, cardio*, asthme~.",
            "has litreview search embase.ris pubmed.nbib \"asthme ET (enfant OU adolescent) SAUF titre:rat\"",
            "has litreview search --revue R-2026-0001 \"telesurveillance annee:2018..\" --facettes",
            "has litreview search pubmed.nbib \"heart failure\" --pourquoi 12")
        {
            _typed, _review, _free, _order, _page, _size, _choices, _facets, _why, _like, _equations,
        },
        SearchAsync);

    private async Task<int> SearchAsync(Run run)
    {
        var (like, equations) = (run.Text(_like), run.Get(_equations));
        var (input, asked) = await SearchInput.OpenAsync(run, _typed, _review, mayAskNothing: like is not null || equations);
        using (input)
        {
            if (equations)
                ShowEquations(run, input);
            else if (like is not null)
                ShowLike(run, input, like);
            else if (run.Text(_why) is { } why)
                ShowWhy(run, input, Query(run, asked), why);
            else
                ShowPage(run, input, Query(run, asked));
            return input.Tell();
        }
    }

    private SearchQuery Query(Run run, string asked)
    {
        if (run.Get(_free))
        {
            return asked.Trim().Length is > 0 and <= SearchQuery.LongestText
                ? SearchQuery.Question(asked)
                : throw new InputException($"La question est vide ou dépasse {French.Number(SearchQuery.LongestText)} caractères.");
        }

        return SearchQuery.TryRead(asked, out var query, out var fault) ? query : throw new InputException(fault.Message);
    }

    private void ShowPage(Run run, SearchInput input, SearchQuery query)
    {
        var (page, size) = (run.Get(_page), run.Get(_size));
        if (size is < 1 or > 100 || page < 1 || page > SearchRequest.FurthestRecord / size)
            throw new InputException($"--page {page} et --taille {size} : une page a 1 à 100 références, parmi les {French.Number(SearchRequest.FurthestRecord)} premières.");
        var found = Guarded(() => input.Search.Find(new SearchRequest(query)
        {
            Order = run.Word(
                _order, ("pertinence", SearchOrder.Relevance), ("recentes", SearchOrder.Newest), ("anciennes", SearchOrder.Oldest),
                ("titre", SearchOrder.Title)) ?? SearchOrder.Relevance,
            Skip = (page - 1) * size,
            Take = size,
            Choices = [.. (run.Get(_choices) ?? []).Select(Choice)],
            WithFacets = run.Get(_facets),
        }));
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                found.Total,
                Page = page,
                Hits = found.Hits.Select(Json),
                Facets = found.Facets.Select(facet => new { Field = WordOf(facet.Field), facet.Values, facet.Others }),
                found.Remarks,
            });
            return;
        }

        foreach (var remark in found.Remarks)
            run.Terminal.Warn(remark);
        Show(run, found.Hits);
        foreach (var facet in found.Facets.Where(facet => facet.Values.Count > 0))
        {
            run.Terminal.Show(Layout.Indented(
                $"{WordOf(facet.Field)} : "
                + string.Join(" · ", facet.Values.Select(value => $"{value.Value} ({French.Number(value.Count)})"))
                + (facet.Others > 0 ? $" · {French.Count(facet.Others, "autre valeur", "autres valeurs")}" : "")));
        }

        var pages = (found.Total + size - 1) / size;
        run.Terminal.Done($"{French.Count(found.Total, "référence trouvée", "références trouvées")}"
            + (pages > 1 ? $" ; page {French.Number(page)} sur {French.Number(pages)}." : "."));
    }

    private void ShowLike(Run run, SearchInput input, string like)
    {
        var hits = input.Search.FindLike(SearchInput.IdOf(_like, like), run.Get(_size));
        if (run.WantsJson)
            run.Terminal.Json(new { Hits = hits.Select(Json) });
        else
            Show(run, hits);
        run.Terminal.Done($"{French.Count(hits.Count, "référence proche", "références proches")} de la n° {like}.");
    }

    private void ShowWhy(Run run, SearchInput input, SearchQuery query, string number)
    {
        var why = Guarded(() => input.Search.Explain(query, SearchInput.IdOf(_why, number)))
            ?? throw new InputException($"La référence n° {number} ne répond pas à cette demande, ou n’existe pas.");
        if (run.WantsJson)
            run.Terminal.Json(why);
        else
            run.Terminal.Raw(why.Sentence);
    }

    private static void ShowEquations(Run run, SearchInput input)
    {
        var review = input.Review ?? throw new InputException("--equations demande --revue RÉFÉRENCE : les équations sont celles des imports.");
        var counted = ReviewSearches.Equations(review, input.Search, run.Clock);
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Equations = counted.Select(one => new
                {
                    one.Equation.Text,
                    one.Equation.Provider,
                    one.Equation.RunOn,
                    one.Equation.ProviderCount,
                    one.CountedAt,
                    one.Count,
                    Fault = one.Fault?.Message,
                }),
            });
            return;
        }

        var table = Layout.Table("!Base", "!Le", ">!Annoncées", ">!Trouvées ici", "Équation");
        foreach (var one in counted)
        {
            table.With(
                one.Equation.Provider, French.ShortDay(one.Equation.RunOn),
                one.Equation.ProviderCount is { } announced ? French.Number(announced) : "",
                one.Count is { } count ? French.Number(count) : "illisible ici", one.Fault?.Message ?? one.Equation.Text);
        }

        run.Terminal.Show(table);
        run.Terminal.Done($"{French.Count(counted.Count, "équation comptée", "équations comptées")} le {French.Instant(run.Now)}.");
    }

    private static void Show(Run run, IReadOnlyList<SearchHit> hits)
    {
        foreach (var hit in hits)
        {
            run.Terminal.Line($"[grey]n° {SearchInput.NumberOf(hit.Record.Id)}[/]  {Marked(hit.Record.Title, hit.TitleMarks)}");
            run.Terminal.Line($"      [grey]{Markup.Escape(hit.Record.Reference)}[/]");
            if (hit.Excerpt is { Text.Length: > 0 } excerpt)
                run.Terminal.Show(new Padder(new Markup(Marked(excerpt.Text, excerpt.Marks))).Padding(6, 0, 0, 0));
            run.Terminal.Line();
        }
    }

    private static string Marked(string text, IReadOnlyList<TextSpan> marks)
    {
        var shown = new StringBuilder();
        var at = 0;
        foreach (var mark in marks)
        {
            shown.Append(Markup.Escape(text[at..mark.Start])).Append("[bold]");
            shown.Append(Markup.Escape(text.Substring(mark.Start, mark.Length))).Append("[/]");
            at = mark.End;
        }

        return shown.Append(Markup.Escape(text[at..])).ToString();
    }

    private static object Json(SearchHit hit) => new
    {
        Number = SearchInput.NumberOf(hit.Record.Id),
        hit.Record.Title,
        hit.Record.Reference,
        hit.Record.Year,
        hit.Score,
        hit.TitleMarks,
        hit.Excerpt,
    };

    private FacetChoice Choice(string typed)
    {
        var at = typed.IndexOf('=', StringComparison.Ordinal);
        var known = Facets.Where(facet => at > 0 && facet.Word == typed[..at]).ToList();
        return known is [var (_, field)] && at + 1 < typed.Length
            ? new FacetChoice(field, typed[(at + 1)..])
            : throw new InputException(
                $"--garder : « {typed} » ne convient pas ; attendu : CHAMP=VALEUR, avec pour champ {string.Join(", ", Facets.Select(facet => facet.Word))}.");
    }

    private static string WordOf(FacetField field) => Facets.First(facet => facet.Field == field).Word;

    private static T Guarded<T>(Func<T> search)
    {
        try
        {
            return search();
        }
        catch (SearchFaultException e)
        {
            throw new InputException(e.Message);
        }
    }
}
