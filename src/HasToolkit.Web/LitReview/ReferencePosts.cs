using HasToolkit.Web.Evaluation;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>The forms of one reference, and of two that may be one document.</summary>
internal static class ReferencePosts
{
    public static void MapReferencePosts(this IEndpointRouteBuilder posts)
    {
        posts.MapPost("/{id}/doublons/faire/{act}", DuplicateAsync);
        posts.MapPost("/{id}/reference/{number:int}/faire/verser", ReviewEvidence.HandOverAsync);
        posts.MapPost("/{id}/reference/{number:int}/faire/resume", ImportPosts.TypeAbstractAsync);
        posts.MapPost("/{id}/reference/{number:int}/faire/{act}", RecordAsync);
    }

    private static Task<IResult> DuplicateAsync(string id, string act, HttpContext http, ReviewPosts.Desk desk) =>
        desk.DoAsync<DuplicatesPage>(
            id, null, http,
            form =>
            {
                var (record, original) = (form.Number("numero") ?? 0, form.Number("original") ?? 0);
                return act switch
                {
                    "lier" => LinkDuplicates.ByPerson(record, original),
                    "garder-l-autre" => LinkDuplicates.ByPerson(original, record),
                    "distinguer" => new DismissDuplicate(record, original),
                    "defaire" => new UnlinkDuplicate(record, form.Text("motif")),
                    _ => null,
                };
            },
            $"/revues/{id}/doublons", form => $"doublon-{form.Text("numero")}");

    private static Task<IResult> RecordAsync(string id, int number, string act, HttpContext http, ReviewPosts.Desk desk) =>
        desk.DoAsync<RecordPage>(
            id, act == "defaire" ? null : act, http,
            form => act switch
            {
                "defaire" => new UnlinkDuplicate(form.Number("numero") ?? 0, form.Text("motif")),
                "lier" => LinkDuplicates.ByPerson(number, form.Number("original") ?? 0, ReviewPosts.OrNull(form.Text("motif"))),
                "note" => new WriteNote(number, form.Text("texte")),
                "etiqueter" => new AddTag(number, form.Text("etiquette")),
                "retirer-etiquette" => new RemoveTag(number, form.Text("etiquette")),
                "avis" => new JudgeRecord(number, ReviewPosts.StageOf(form), ReviewPosts.VerdictOf(form.Text("avis")), ReviewPosts.OrNull(form.Text("motif"))),
                "niveau" => new AppraiseEvidence(number, form.Text("type"), form.Text("niveau"), form.Text("pourquoi")),
                _ => null,
            },
            $"/revues/{id}/reference/{number}", form => DocumentCard.FormOf(form.Number("numero") ?? 0),
            values: [(nameof(RecordPage.Number), number)]);
}
