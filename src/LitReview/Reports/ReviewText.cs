using System.Reflection;
using LitReview.Bias;
using LitReview.Extraction;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>A review told in French sentences that a report can carry as they are.</summary>
public static class ReviewText
{
    /// <summary>The version of this program, as reports name it.</summary>
    public static string ProgramVersion { get; } =
        typeof(ReviewText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private const int MostLinks = 5;
    private const int MostLines = 20;

    /// <summary>The word for a stage.</summary>
    public static string Of(Stage stage) => stage == Stage.TitleAbstract ? "titre et résumé" : "texte intégral";

    /// <summary>The word for a verdict.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Include => "inclure",
        Verdict.Exclude => "exclure",
        Verdict.Unsure => "incertain",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Unknown verdict."),
    };

    /// <summary>The word for an outcome.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Unread => "non lue",
        Outcome.Waiting => "en attente d’une lecture",
        Outcome.Conflict => "désaccord",
        Outcome.Kept => "retenue",
        Outcome.Excluded => "écartée",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Unknown outcome."),
    };

    /// <summary>What became of a reference, as far as a person may know: the opinion of another stays hidden until all are given.</summary>
    /// <param name="review">The review.</param>
    /// <param name="record">The reference.</param>
    /// <param name="reader">Who looks; null for nobody of the readers.</param>
    public static string Issue(Review review, RecordState record, ReviewerId? reader)
    {
        if (record.DuplicateOf is { } original)
            return $"doublon de la n° {original}";
        var outcome = review.OutcomeOf(record, Stage.TitleAbstract);
        if (outcome is Outcome.Unread or Outcome.Waiting)
        {
            return reader is not { } person ? Of(outcome)
                : record.VoteOf(person, Stage.TitleAbstract) is { } mine ? $"votre avis : {Of(mine.Verdict)}" : "non lue par vous";
        }

        if (outcome != Outcome.Kept)
            return Of(outcome) + (record.ReasonAt(Stage.TitleAbstract) is { } reason ? $" : {reason}" : "");
        return review.OutcomeOf(record, Stage.FullText) switch
        {
            Outcome.Kept => "incluse" + (record.Appraisal is { } appraisal ? $", {appraisal.Level}" : ""),
            Outcome.Excluded => $"exclue sur texte intégral : {record.ReasonAt(Stage.FullText)}",
            Outcome.Conflict => "désaccord sur texte intégral",
            Outcome.Unread or Outcome.Waiting => "retenue, à lire en entier",
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }

    /// <summary>The word for a kind of source.</summary>
    public static string Of(SourceKind kind) => kind switch
    {
        SourceKind.Database => "base de données",
        SourceKind.Register => "registre d’essais",
        SourceKind.Website => "site internet",
        SourceKind.Organisation => "organisme",
        SourceKind.CitationSearch => "références citées",
        SourceKind.Other => "autre",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of source."),
    };

    /// <summary>What happened, in one sentence without the person: « a exclu la référence n° 12 (population) ».</summary>
    /// <param name="review">The review, for what must stay hidden.</param>
    /// <param name="recorded">The event.</param>
    /// <param name="reader">
    /// Who reads: a vote of someone else stays hidden until all votes on the reference are given. Null when nothing is hidden.
    /// </param>
    /// <param name="record">The reference whose history is told: of an event on many, only what concerns it. Null for the whole event.</param>
    public static string Of(Review review, RecordedReviewEvent recorded, ReviewerId? reader, int? record = null) => recorded.Event switch
    {
        ReviewCreated e => $"a créé la revue « {e.Protocol.Title} »",
        ProtocolChanged e => $"a changé le protocole : {e.Reason}",
        MemberAdded e => $"a inscrit « {e.Person} » comme lecteur",
        MemberRemoved e => $"a retiré « {e.Person} » des lecteurs : {e.Reason}",
        SearchBegun e => $"a ouvert une nouvelle recherche : {e.Reason}",
        RecordsImported e => $"a importé {FrenchText.Count(e.Count, "référence")} de {e.Source.Name} (« {e.File} »"
            + $"{(e.Problems > 0 ? $", {FrenchText.Count(e.Problems, "anomalie")} de lecture" : "")})",
        DuplicatesLinked e => Linked(e, record),
        DuplicatesProposed e => $"a reçu {FrenchText.Count(e.Pairs.Count, "paire")} de doublons possibles à trancher",
        DuplicateDismissed e => $"a distingué les références n° {e.Record} et n° {e.Original}",
        DuplicateUnlinked e => $"a défait le doublon n° {e.Record} : {e.Reason}",
        Decided e => Vote(review, recorded.Person, reader, e.Record, e.Stage, e.Verdict, e.Reason)
            + (e.Suggestion is { } shown && (reader is null || reader == recorded.Person)
                ? $" ; proposée au rang {shown.Rank} sur {FrenchText.Number(shown.OutOf)}, {shown.Model}"
                : ""),
        MindChanged e => "a changé d’avis : " + Vote(review, recorded.Person, reader, e.Record, e.Stage, e.Verdict, e.Reason),
        DecisionUndone e => $"a annulé sa décision sur la référence n° {e.Record} ({Of(e.Stage)})",
        RecordSkipped e => $"a passé la référence n° {e.Record}, qui reviendra",
        ConflictResolved e => $"a tranché la référence n° {e.Record} ({Of(e.Stage)}) : {Of(e.Verdict)}{In(e.Reason)}. {e.Comment}",
        TagAdded e => $"a étiqueté la référence n° {e.Record} : {e.Tag}",
        TagRemoved e => $"a retiré une étiquette de la référence n° {e.Record} : {e.Tag}",
        NoteAdded e => $"a noté sur la référence n° {e.Record} : {e.Text}",
        ScreeningStopped e => $"a arrêté le tri : {Stop(e)}",
        CheckDrawn e => $"a tiré au hasard {FrenchText.Count(e.Records.Count, "référence")} parmi {FrenchText.Number(e.Unread)} non lues, à contrôler (graine {e.Seed})",
        ScreeningResumed e => $"a repris le tri : {e.Reason}",
        FullTextAttached e => $"a joint le texte intégral de la référence n° {e.Record} (« {e.FileName} », empreinte {e.Sha256[..12]}…)",
        FullTextNotRetrieved e => $"n’a pas obtenu le texte intégral de la référence n° {e.Record} : {e.Reason}",
        EvidenceAppraised e => $"a jugé la référence n° {e.Record} : {Of(Appraisal.Of(e, recorded.Person, recorded.At))}",
        ExtractionFormChanged e => $"a changé le formulaire d’extraction ({FrenchText.Count(e.Form.Fields.Count, "champ")}, "
            + $"{FrenchText.Count(e.Form.Extractors, "personne")} par étude) : {e.Reason}",
        ValueExtracted e => Extracted(review, recorded.Person, reader, e),
        ValueWithdrawn e => $"a retiré sa valeur de « {FieldName(review, e.Field)} » pour la référence n° {e.Record}",
        ValueSettled e => $"a tranché « {FieldName(review, e.Value.Field)} » pour la référence n° {e.Record} : {e.Value.Value}. {e.Comment}",
        BiasFormChosen e => $"juge désormais les études sur la grille « {e.Form.Name} », version {e.Form.Version}",
        BiasJudged e => Judged(review, e),
        ModelAsked e => ModelText.Of(e),
        KnownRelevantGiven e => Known(e),
        KnownRelevantFound e => Found(e),
        AbstractTyped e => $"a saisi le résumé de la référence n° {e.Record}, que son fichier n’avait pas",
        var other => throw new ArgumentException($"Unknown event {other.GetType().Name}.", nameof(recorded)),
    };

    /// <summary>A level of evidence as a report writes it: type of study, level, grade, and why.</summary>
    public static string Of(Appraisal appraisal) =>
        (appraisal.StudyType is { } type ? $"{type.Name}, " : "") + appraisal.Level
        + (appraisal.IsOwn ? $" ({appraisal.Proposed!.Name} à attendre pour ce type)" : "") + $". {appraisal.Reason}";

    /// <summary>How reading stopped, and when that is weaker than the test of the protocol, that it is.</summary>
    public static string Stop(ScreeningStopped stopped) => stopped.Rule switch
    {
        StopRule.AllRead => $"toutes les références ont été lues ({FrenchText.Number(stopped.Total)})",
        StopRule.RecallTest => $"le test statistique du protocole le permettait ({Counts(stopped)} ; p = {FrenchText.Probability(stopped.PValue)})",
        StopRule.OwnDecision => $"décision prise avant que le test statistique du protocole ne le permette ({Counts(stopped)}, "
            + $"{FrenchText.Number(stopped.RunLength)} écartées de suite à la fin ; p = {FrenchText.Probability(stopped.PValue)}"
            + $"{(stopped.EstimatedRecall is { } recall ? $", rappel estimé {FrenchText.Percent(recall)}" : "")}). Motif : {stopped.Comment}",
        _ => throw new ArgumentOutOfRangeException(nameof(stopped), stopped.Rule, "Unknown rule."),
    };

    /// <summary>The method, in paragraphs for the report, with its counts and versions.</summary>
    public static IReadOnlyList<string> Method(Review review)
    {
        var protocol = review.Protocol;
        var flow = PrismaFlow.Of(review);
        var present = review.Imports.Where(import => import.Search == review.Search).ToList();
        var (databases, others) = (flow.Databases, flow.Others);
        var paragraphs = new List<string>
        {
            present.Count == 0
                ? "Aucune référence n’est encore importée."
                : $"Les références proviennent de {FrenchText.List([.. present.Select(Source)])} : "
                    + $"{FrenchText.Count(databases.IdentifiedTotal + others.IdentifiedTotal, "référence")} en tout. "
                    + $"{Capital(Duplicates(databases.DuplicatesByTool + others.DuplicatesByTool, databases.DuplicatesByPeople + others.DuplicatesByPeople))}",
            $"Le tri sur titre et résumé a été fait par {(protocol.ReviewersPerRecord == 2 ? "deux lecteurs indépendants pour chaque référence, chacun sans voir l’avis de l’autre" : "un lecteur pour chaque référence")}, "
                + $"avec HasToolkit (LitReview {ProgramVersion}). {Order(review)} {Known(review)}"
                + $"Chaque décision a été prise par une personne ; {ModelText.Method(review)} "
                + "Le journal garde chaque décision, sa date, son auteur et la suggestion qui l’a précédée : l’ordre de lecture peut être rejoué.",
        };
        paragraphs.Add(
            $"{Capital(FrenchText.Count(databases.Screened + others.Screened, "référence"))} {(databases.Screened + others.Screened > 1 ? "ont été lues" : "a été lue")} sur titre et résumé"
            + $" ; {FrenchText.Count(databases.ExcludedByPeople + others.ExcludedByPeople, "écartée")}. "
            + (review.Stopped is { } stopped
                ? $"Arrêt du tri : {Stop(stopped).TrimEnd('.')}. "
                    + $"{Capital(FrenchText.Count(databases.UnreadByTool + others.UnreadByTool, "référence"))} non {(databases.UnreadByTool + others.UnreadByTool > 1 ? "lues comptent" : "lue compte")} dans PRISMA comme écartée{(databases.UnreadByTool + others.UnreadByTool > 1 ? "s" : "")} par un outil d’automatisation."
                : $"Le tri est en cours : {FrenchText.Count(databases.Unread + others.Unread, "référence")} à lire, "
                    + $"{FrenchText.Number(databases.Undecided + others.Undecided - databases.Unread - others.Unread)} en attente d’une issue."));
        if (review.CheckReading() is { } check)
            paragraphs.Add(Check(check));
        foreach (var pair in review.Agreements().Take(3))
        {
            var agreement = pair.Agreement;
            paragraphs.Add(
                $"Accord entre deux lecteurs, sur {FrenchText.Count(agreement.Judged, "référence")} jugées en aveugle : "
                + (agreement.Kappa is { } kappa
                    ? $"kappa de Cohen {FrenchText.Decimal(kappa)} (intervalle à 95 % : {FrenchText.Decimal(agreement.Lowest!.Value)} à {FrenchText.Decimal(agreement.Highest!.Value)}), "
                    : "kappa non calculable, tous les avis étant les mêmes, ")
                + $"{FrenchText.Count(agreement.Conflicts, "désaccord")}. Une troisième personne tranche les désaccords.");
        }

        if (databases.Sought + others.Sought > 0)
        {
            paragraphs.Add(
                $"{Capital(FrenchText.Count(databases.Sought + others.Sought, "texte intégral", "textes intégraux"))} à lire, "
                + $"{FrenchText.Number(databases.NotRetrieved + others.NotRetrieved)} non obtenus, {FrenchText.Number(databases.Assessed + others.Assessed)} jugés ; "
                + $"{FrenchText.Count(flow.Included, "étude incluse", "études incluses")}"
                + $"{(flow.IsUpdate ? $", dont {FrenchText.Number(flow.PreviousStudies)} des recherches précédentes" : "")}.");
        }

        return paragraphs;
    }

    /// <summary>What a random check of the unread shows, as a sentence.</summary>
    public static string Check(CheckReading check) =>
        $"Contrôle au hasard de {FrenchText.Count(check.Size, "référence")} parmi {FrenchText.Number(check.Unread)} non lues : "
        + $"{FrenchText.Count(check.Read, "lue")}, {FrenchText.Count(check.Found, "retenue")}"
        + (check.Read < check.Size
            ? "."
            : $" ; avec une confiance de {FrenchText.Percent(check.Confidence)}, les autres en cachent au plus {FrenchText.Number(check.MostMissed)}.");

    /// <summary>Where a quote stands, and what its check found, in a few words.</summary>
    public static string Of(CheckedValue value)
    {
        var parts = new List<string>();
        if (value.Page.Length > 0)
            parts.Add($"p. {value.Page}");
        parts.Add(value.Place switch
        {
            QuotePlace.None => "",
            QuotePlace.TitleAbstract => "vérifié dans le résumé",
            QuotePlace.FullText => $"vérifié dans le texte intégral, page {value.FilePage} du fichier",
            QuotePlace.NoFullText => "non vérifié : aucun texte intégral n’est joint",
            QuotePlace.UnreadableFullText => "non vérifié : le texte du PDF joint ne se lit pas",
            QuotePlace.Absent => "absent des textes de l’étude",
            _ => throw new ArgumentOutOfRangeException(nameof(value), value.Place, "Unknown place."),
        });
        if (value.MissingFigures.Count > 0)
            parts.Add($"{(value.MissingFigures.Count > 1 ? "chiffres" : "chiffre")} hors de l’extrait : {string.Join(", ", value.MissingFigures)}");
        if (value.ProposedBy is { } model)
            parts.Add($"proposé par {model}");
        return string.Join(" ; ", parts.Where(part => part.Length > 0));
    }

    private static string Known(KnownRelevantGiven e) =>
        $"a donné {FrenchText.Count(e.Records.Count, "article déjà connu comme pertinent", "articles déjà connus comme pertinents")} (« {e.File} »)"
        + (e.Unmatched.Count == 0 ? "" : $" ; {FrenchText.Count(e.Unmatched.Count, "ligne")} sans référence dans la revue : "
            + string.Join(", ", e.Unmatched.Take(MostLines).Select(unmatched => unmatched.Line)) + (e.Unmatched.Count > MostLines ? "…" : ""));

    private static string Found(KnownRelevantFound e) =>
        $"a retrouvé par un import {FrenchText.Count(e.Finds.Count, "article déjà connu comme pertinent", "articles déjà connus comme pertinents")} : "
        + string.Join(" ; ", e.Finds.Take(MostLinks).Select(find => $"« {find.Text} », n° {string.Join(", n° ", find.Records)}"))
        + (e.Finds.Count > MostLinks ? $" ; et {FrenchText.Number(e.Finds.Count - MostLinks)} autres" : "");

    private static string Known(Review review)
    {
        if (review.KnownLists.IsEmpty)
            return "";
        var (found, lost) = (review.FirstExamples().Count, review.KnownLists.Sum(list => list.Unmatched.Count));
        return $"{Capital(FrenchText.Count(found, "article déjà connu comme pertinent", "articles déjà connus comme pertinents"))} "
            + (review.Protocol.Order == ReadingOrder.Ranked
                ? $"{(found > 1 ? "ont servi de premiers exemples" : "a servi de premier exemple")} au classement, sans compter comme {(found > 1 ? "des décisions" : "une décision")}"
                : $"{(found > 1 ? "étaient signalés" : "était signalé")} avant le tri, sans compter comme {(found > 1 ? "des décisions" : "une décision")}")
            + (lost > 0 ? $" ; {FrenchText.Count(lost, "autre n’est pas", "autres ne sont pas")} parmi les références. " : ". ");
    }

    private static string Linked(DuplicatesLinked e, int? record)
    {
        var told = e.Links.Where(link => record is null || link.Record == record || link.Original == record).ToList();
        var links = told.Take(MostLinks).Select(link =>
            $"la n° {link.Record} répète la n° {link.Original}{(link.Reason is { } reason ? $", {Lower(reason).TrimEnd('.')}" : "")}");
        return $"a lié {FrenchText.Count(told.Count, "doublon")} ({(e.ByTool ? "proposé par l’outil" : "décidé par une personne")} : {e.Rule}) : "
            + string.Join(" ; ", links)
            + (told.Count > MostLinks ? $" ; et {FrenchText.Number(told.Count - MostLinks)} autres, chacun avec son motif dans la liste des doublons" : "");
    }

    private static string Extracted(Review review, ReviewerId person, ReviewerId? reader, ValueExtracted e)
    {
        var field = FieldName(review, e.Value.Field);
        var isHidden = reader is not null && reader != person && review.Find(e.Record) is { } record
            && review.Extraction.Field(e.Value.Field) is { } known && review.Cell(record, known).Status == CellStatus.Waiting;
        if (isHidden)
            return $"a rempli « {field} » pour la référence n° {e.Record}, caché jusqu’à la seconde extraction";
        var check = Of(e.Value);
        return $"a extrait « {field} » de la référence n° {e.Record} : {e.Value.Value}{(check.Length > 0 ? $" ({check})" : "")}";
    }

    private static string Judged(Review review, BiasJudged e)
    {
        var form = review.UsableBiasForms().FirstOrDefault(known => known.Id == e.Form);
        return $"a jugé la référence n° {e.Record} sur « {form?.Domain(e.Domain)?.Name ?? e.Domain} » ({form?.Name ?? e.Form}) : "
            + $"{form?.Judgement(e.Judgement)?.Name ?? e.Judgement}. {e.Reason}";
    }

    private static string FieldName(Review review, string key) => review.Extraction.Field(key)?.Name ?? key;

    private static string Order(Review review) => review.Protocol.Order == ReadingOrder.Random
        ? $"Les références ont été lues dans un ordre tiré au hasard (graine {review.Protocol.Seed})."
        : $"L’ordre de lecture a été proposé par un modèle de classement ({ScreeningSeat.ModelName(review)}), réappris après chaque décision "
            + $"du lecteur et qui ne décide de rien. Cible du protocole : {FrenchText.Percent(review.Protocol.Recall)} des références pertinentes vues, "
            + $"avec une confiance de {FrenchText.Percent(review.Protocol.Confidence)} (test de Callaghan et Müller-Hansen, 2020).";

    private static string Source(Import import)
    {
        var source = import.Records.Source;
        var details = new List<string>();
        if (source.Interface is { } through)
            details.Add(through);
        if (source.SearchedOn is { } day)
            details.Add(FrenchText.Day(day));
        details.Add(FrenchText.Count(import.Records.Count, "référence"));
        return $"{source.Name} ({string.Join(", ", details)})";
    }

    private static string Duplicates(int byTool, int byPeople) => byTool + byPeople == 0
        ? "aucun doublon n’a été retiré."
        : $"{FrenchText.Count(byTool + byPeople, "doublon")} {(byTool + byPeople > 1 ? "ont été retirés" : "a été retiré")} avant lecture "
            + $"({FrenchText.Number(byTool)} par l’outil, {FrenchText.Number(byPeople)} par une personne) ; aucun n’est supprimé.";

    private static string Vote(
        Review review, ReviewerId voter, ReviewerId? reader, int record, Stage stage, Verdict verdict, string? reason)
    {
        var isHidden = reader is not null && reader != voter && review.Find(record) is { } state
            && review.OutcomeOf(state, stage) is Outcome.Unread or Outcome.Waiting;
        if (isHidden)
            return $"a donné son avis sur la référence n° {record} ({Of(stage)}), caché jusqu’à la seconde lecture";
        var did = verdict switch
        {
            Verdict.Include => "a inclus",
            Verdict.Exclude => "a exclu",
            Verdict.Unsure => "hésite sur",
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Unknown verdict."),
        };
        return $"{did} la référence n° {record} ({Of(stage)}){In(reason)}";
    }

    private static string In(string? reason) => reason is null ? "" : $", motif : {reason}";

    private static string Counts(ScreeningStopped stopped) =>
        $"{FrenchText.Number(stopped.Read)} lues sur {FrenchText.Number(stopped.Total)}, {FrenchText.Number(stopped.Found)} retenues";

    // A name in capitals, as DOI, stays so.
    private static string Lower(string text) =>
        text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
