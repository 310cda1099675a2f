using LitReview.Screening;

namespace LitReview.Embeddings;

/// <summary>The embedding models of this machine, each in a folder of its own, loaded when it is first asked for.</summary>
public sealed class EmbeddingShelf : IDisposable
{
    private readonly string _folder;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IEmbeddingModel> _loaded = [];

    internal EmbeddingShelf(string folder) => _folder = folder;

    /// <summary>The models that can be chosen, by name; a folder that cannot be read is left out.</summary>
    public IReadOnlyList<SecondModel> All()
    {
        if (!Directory.Exists(_folder))
            return [];
        var found = new List<SecondModel>();
        foreach (var folder in Directory.GetDirectories(_folder).Where(folder => File.Exists(Path.Combine(folder, "model.json"))))
        {
            try
            {
                var (file, sha256) = EmbeddingFile.Read(folder);
                found.Add(new SecondModel(file.Name, file.Version, sha256));
            }
            catch (InvalidDataException)
            {
                // « has litreview model check » says what is wrong with it.
            }
        }

        return [.. found.OrderBy(model => model.Name, StringComparer.Ordinal)];
    }

    /// <summary>The model that a protocol names.</summary>
    /// <exception cref="InvalidDataException">It is not on this machine, or is another one now; the French message says what to do.</exception>
    public IEmbeddingModel Find(SecondModel named)
    {
        lock (_gate)
        {
            if (_loaded.TryGetValue(named.Sha256, out var known))
                return known;
            var folder = Path.Combine(_folder, named.Name);
            if (named.Name.Length == 0 || named.Name != Path.GetFileName(named.Name) || named.Name[0] == '.' || !Directory.Exists(folder))
            {
                throw new InvalidDataException(
                    $"Le protocole demande le second modèle {named}, absent de cette machine. Copiez son dossier (has litreview model add), "
                    + "ou changez le protocole.");
            }

#pragma warning disable CA2000 // The one that keeps its vectors owns it.
            var model = new CachedEmbeddings(OnnxEmbeddingModel.Load(folder), Path.Combine(_folder, "vecteurs"));
#pragma warning restore CA2000
            if (model.Identity.Sha256 != named.Sha256)
            {
                var found = model.Identity;
                model.Dispose();
                throw new InvalidDataException(
                    $"Le protocole demande le second modèle {named} ; cette machine a {found}. Remettez le premier, ou changez le protocole.");
            }

            return _loaded[named.Sha256] = model;
        }
    }

    /// <summary>Takes a model in: its folder is checked, then copied.</summary>
    /// <param name="folder">The folder that holds model.json.</param>
    /// <exception cref="InvalidDataException">The contract is not kept; the French message says what was found.</exception>
    public SecondModel Add(string folder)
    {
        SecondModel identity;
        using (var model = OnnxEmbeddingModel.Load(folder))
            identity = model.Identity;
        var (file, _) = EmbeddingFile.Read(folder);
        var target = Directory.CreateDirectory(Path.Combine(_folder, identity.Name)).FullName;
        // The description comes last: without it, half a copy is no model.
        foreach (var name in new[] { file.Network.File, file.Tokenizer.File, "model.json" }.Select(Path.GetFileName))
            File.Copy(Path.Combine(folder, name!), Path.Combine(target, name!), overwrite: true);
        return identity;
    }

    /// <summary>Releases the models.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var model in _loaded.Values)
                (model as IDisposable)?.Dispose();
            _loaded.Clear();
        }
    }
}
