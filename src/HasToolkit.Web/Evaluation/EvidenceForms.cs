using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Persistence;

namespace HasToolkit.Web.Evaluation;

/// <summary>How forms write a point of a conclusion, a page of the dossier and the strength of a piece of evidence.</summary>
internal static class EvidenceForms
{
    /// <summary>Every point of every conclusion of a dossier, for a list.</summary>
    public static List<(string Value, string Text)> PointsOf(DossierFile file)
    {
        var form = ConclusionForm.Find(file.Procedure.RequestOf(file.Dossier.Opening.Request).ConclusionKind)!;
        return
        [
            .. from indication in file.Dossier.Opening.Indications
               from point in ConclusionPoints.Of(form)
               select (KeyOf(new ConclusionPoint(indication.Id, point.Id)), $"{indication.Title} : {point.Title}"),
        ];
    }

    /// <summary>A point as forms carry it.</summary>
    public static string KeyOf(ConclusionPoint point) => $"{point.Indication}|{point.Criterion}";

    /// <summary>The point of a form; null when none is chosen.</summary>
    public static ConclusionPoint? Point(this IFormCollection form) =>
        form.Text("point").Split('|') is [var indication, var criterion] ? new ConclusionPoint(indication, criterion) : null;

    /// <summary>The page of a form, and whether what was typed as its number is one.</summary>
    public static (PartPage? Place, bool IsNumber) Place(this IFormCollection form, string suffix = "")
    {
        var (part, page) = (form.Text($"piece{suffix}"), form.Text($"page{suffix}"));
        if (page.Length == 0)
            return (null, true);
        return form.Number($"page{suffix}") is { } number ? (new PartPage(part, number), true) : (null, false);
    }

    /// <summary>The strength that a form gives.</summary>
    public static EvidenceAppraisal Appraisal(this IFormCollection form) => new(
        form.Number("niveau"), EvidenceText.FindGrade(form.Text("grade")), YesNo(form.Text("specifique")), YesNo(form.Text("comparative")),
        form.Text("transposabilite"));

    private static bool? YesNo(string text) => text switch { "oui" => true, "non" => false, _ => null };
}
