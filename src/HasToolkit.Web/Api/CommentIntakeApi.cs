using System.ComponentModel;
using Evaluation.Workflows.Keys;
using HasToolkit.Web.Identity;
using HasToolkit.Web.Verbatims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Reading;

namespace HasToolkit.Web.Api;

/// <summary>Files of comments that programs hand in: read and confirmed at once, then analysed in the background like any other.</summary>
internal static class CommentIntakeApi
{
    public static void Map(RouteGroupBuilder comments) => comments.MapPost("/", HandInAsync).WithName("deposer")
        .WithMetadata(new NeedsScope(KeyScope.SubmitComments)).WithSummary("Dépose un fichier de commentaires à analyser")
        .WithDescription(
            "Formulaire multipart (champ « fichier »), ou fichier tel quel. CSV, JSON Lines, Excel ou Parquet, gzip ou non, reconnu à son "
            + "contenu. Les colonnes sont proposées d’après leurs noms ; « colonnes » les corrige. Les noms sont masqués avant d’être gardés, "
            + "et le fichier est effacé une fois lu. Le même fichier redéposé n’est pas compté deux fois.")
        .Accepts<IFormFile>("multipart/form-data", "text/csv", "application/jsonl", "application/octet-stream")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>A batch that is stored.</summary>
    public static BatchAnswer Of(Batch batch, CommentWorker worker, bool wasThere = false)
    {
        var work = worker.StateOf(batch.Id);
        var stage = work?.Failure is not null ? BatchStage.Failed : batch.State switch
        {
            BatchState.Reading => BatchStage.Reading,
            BatchState.Analysing => BatchStage.Analysing,
            BatchState.Ready => BatchStage.Ready,
            _ => throw new ArgumentOutOfRangeException(nameof(batch), batch.State, "Unknown state."),
        };
        return new BatchAnswer(
            batch.Id.Value, AddressOf(batch.Id), batch.FileName, stage, stage == BatchStage.Ready ? 1 : work?.Progress?.Share, batch.Comments,
            batch.Run?.Analysed ?? 0, batch.Problems, batch.Run?.ModelVersion, batch.Run?.GridVersion, work?.Failure, wasThere);
    }

    /// <summary>A file of which nothing is stored yet.</summary>
    public static BatchAnswer Of(HandIn waiting, CommentWorker worker)
    {
        var (id, failure) = (waiting.BatchId!.Value, waiting.Failure ?? worker.StateOf(waiting.BatchId!.Value)?.Failure);
        return new BatchAnswer(
            id.Value, AddressOf(id), waiting.FileName, failure is null ? BatchStage.Waiting : BatchStage.Failed, null, 0, 0, 0, null, null, failure,
            WasThere: false);
    }

    private static async Task<Results<Accepted<BatchAnswer>, Ok<BatchAnswer>, ProblemHttpResult>> HandInAsync(
        HttpContext context, HandInShelf shelf, CommentWorker worker, CommentHost host, ICurrentPerson current,
        [Description("Ce que contiennent les colonnes : texte=Commentaire,date=Date de sortie,service=Service.")] string? colonnes,
        [FromQuery(Name = "service-pour-tous"), Description("Le service des lignes qui n’en nomment pas.")] string? serviceForAll,
        [Description("Le nom du fichier, quand il est envoyé tel quel.")] string? nom,
        [Description("L’encodage, quand il n’est pas trouvé : windows-1252.")] string? encodage,
        [Description("La feuille d’un classeur.")] string? feuille)
    {
        var acting = (await current.GetAsync())!;
        if (!CommentAccess.MayHandIn(acting.Role))
        {
            return ProblemKind.NoRight.Because(
                "Les fichiers sont déposés par le service évaluation ou par un chef de projet. La clé agit dans un autre rôle.");
        }

        var (upload, problem) = await Upload.ReadAsync(context);
        if (upload is null)
            return problem!;
        HandIn one;
        await using (upload)
            one = await shelf.AddAsync(upload.Content, nom ?? upload.Name, acting.Person.Name);
        var isKept = false;
        try
        {
            using var source = await SourceFile.OpenAsync(
                shelf.PathOf(one), new SourceChoices(encodage, Sheet: feuille), context.RequestAborted);
            var columns = source.Description.Columns;
            var mapping = colonnes is null ? source.Proposal : source.Proposal.With(colonnes, columns);
            mapping = mapping with { ServiceForAll = serviceForAll };
            mapping.Check(columns);
            var batch = BatchIntake.IdOf(source, mapping);
            if (await CommentPosts.FindAsync(host, batch.Value) is { State: BatchState.Ready } known)
                return TypedResults.Ok(Of(known, worker, wasThere: true));
            if (shelf.All().FirstOrDefault(other => other.Batch == batch.Value && other.Failure is null) is { } waiting)
                return TypedResults.Accepted(AddressOf(batch), Of(waiting, worker) with { WasThere = true });
            one = one with { Choices = new SourceChoices(encodage, Sheet: feuille), Mapping = mapping, Batch = batch.Value };
            shelf.Keep(one);
            isKept = true;
            worker.Ask(one);
            return TypedResults.Accepted(AddressOf(batch), Of(one, worker));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return ProblemKind.Refused.Because(e.Message);
        }
        finally
        {
            if (!isKept)
                shelf.Remove(one.Id);
        }
    }

    private static string AddressOf(BatchId batch) => $"{ApiGate.Root}/commentaires/{batch}";
}
