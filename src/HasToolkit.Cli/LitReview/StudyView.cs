using System.CommandLine;
using LitReview.Bias;
using LitReview.Extraction;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>One study: its level, what was taken from it and by whom, what waits to be settled, its risk of bias.</summary>
internal sealed class StudyView(CliApp app)
{
    public Command Study()
    {
        var (review, number) = (ReviewInput.ReviewArgument(), ReviewInput.NumberArgument());
        return app.Does(
            new CliCommand(
                "study", "Montre une étude : niveau, valeurs extraites et leurs extraits, différences à trancher, biais.",
                "has litreview study R-2026-0001 12 --par claire-martin") { review, number },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                var record = ReviewInput.Record(known, run.Get(number));
                if (!known.IsStudied(record))
                    throw new InputException(new StudyIsNotIncluded(record.Number).Message);
                var citations = await reviews.Queries.CitationsAsync(known.Id, [record.Number], run.Stop);
                if (run.WantsJson)
                    run.Terminal.Json(JsonOf(run, known, record, ReviewInput.TitleOf(citations, record.Number)));
                else
                    Show(run, known, record, ReviewInput.TitleOf(citations, record.Number));
                return ExitCodes.Ok;
            });
    }

    // On the pages too, nobody sees the value of another before he gave his own.
    private static object JsonOf(Run run, Review review, RecordState record, string title) => new
    {
        Id = review.Id.Value,
        record.Number,
        Title = title,
        StudyType = record.Appraisal?.StudyType?.Key,
        Level = record.Appraisal?.Level.Key,
        record.Appraisal?.Level.Grade,
        Cells = review.Cells(record).Select(cell => new
        {
            cell.Field.Key,
            cell.Field.Name,
            cell.Status,
            cell.Value,
            Given = cell.SeenBy(ReviewInput.Reader(run)).Select(given => new { Person = given.Person.Value, given.Value }),
            Settled = cell.State.Settled is { } settled ? new { Person = settled.Person.Value, settled.Comment } : null,
        }),
        Bias = review.UsableBiasForms().SelectMany(form => form.Domains.Select(domain => (Form: form, Domain: domain, Mark: record.Mark(form, domain))))
            .Where(one => one.Mark is not null).Select(one => new
            {
                Form = one.Form.Id,
                Domain = one.Domain.Key,
                one.Domain.Name,
                one.Mark!.Judgement,
                one.Mark.Reason,
                one.Mark.Quote,
                Person = one.Mark.Person.Value,
            }),
    };

    private static void Show(Run run, Review review, RecordState record, string title)
    {
        run.Terminal.Show(Layout.Heading($"n° {record.Number} · {title}"));
        run.Terminal.Show(Layout.Indented(record.Appraisal is { } appraisal ? ReviewText.Of(appraisal) : "Niveau de preuve à juger."));
        foreach (var cell in review.Cells(record))
        {
            var seen = cell.SeenBy(ReviewInput.Reader(run));
            run.Terminal.Show(Layout.Indented($"{cell.Field.Key} · {cell.Field.Name} : " + cell.Status switch
            {
                CellStatus.Empty => "vide",
                CellStatus.Waiting => "une autre personne doit encore remplir ce champ",
                CellStatus.Agreed => Told(cell.Value!),
                CellStatus.Differs => "à trancher (« extract … --trancher »)",
                CellStatus.Settled => $"{Told(cell.Value!)}, tranché par {cell.State.Settled!.Person} : {cell.State.Settled.Comment}",
                _ => throw new InvalidOperationException($"Unknown status {cell.Status}."),
            }));
            foreach (var given in cell.Status is CellStatus.Waiting or CellStatus.Differs ? seen : [])
                run.Terminal.Show(Layout.Indented($"{given.Person} : {Told(given.Value)}", 6));
        }

        foreach (var form in review.BiasForms)
        {
            foreach (var domain in form.Domains)
            {
                if (record.Mark(form, domain) is { } mark)
                    run.Terminal.Show(Layout.Indented($"{form.Name}, {domain.Name} : {form.Judgement(mark.Judgement)?.Name ?? mark.Judgement}. {mark.Reason}"));
            }
        }
    }

    private static string Told(CheckedValue value) => value.Value
        + (value.Quote.Length > 0 ? $" « {value.Quote} »" : "") + (ReviewText.Of(value) is { Length: > 0 } check ? $" ({check})" : "");
}
