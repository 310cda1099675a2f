using System.Security.Cryptography;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>
/// Where keys are made, taken back and recognised. Both acts are events, signed, in a chain of the person; the table beside it holds
/// the hash of the secret and the day of the last use.
/// </summary>
public sealed class KeyDesk(LedgerDatabase database, TimeProvider clock)
{
    /// <summary>How many keys in service a person may have.</summary>
    public const int MostKeys = 20;

    private const int Attempts = 12;

    // To the minute: a program that asks a hundred times does not write a hundred times.
    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(1);

    /// <summary>The keys of a person, the latest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> OfAsync(PersonId person, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return [.. (await db.ApiKeys.AsNoTracking().Where(row => row.Person == person.Value).OrderByDescending(row => row.CreatedAt)
            .ThenBy(row => row.Id).ToListAsync(cancellationToken)).Select(KeyOf)];
    }

    /// <summary>Makes a key for the person who signs, in the role in which he signs.</summary>
    /// <returns>The key with its secret, told this once; or why there is none.</returns>
    public Task<KeyResult> MakeAsync(KeyRequest request, Signature by, CancellationToken cancellationToken = default) =>
        WriteAsync(by, async (move, ct) =>
        {
            if (await move.Db.Commands.AnyAsync(row => row.Id == by.Command.ToString("D"), ct))
                return new KeyResult.Refused(new KeyWasMade());
            if (!move.Person.Roles.Contains(by.Role))
                return new KeyResult.Refused(new RoleIsNotHeld(move.Person.Name, by.Role, move.Person.Roles));
            if (request.Faults() is { Count: > 0 } faults)
                return new KeyResult.Refused(new RequestIsInvalid(faults));
            var held = await move.Db.ApiKeys.AsNoTracking().Where(row => row.Person == by.Person.Value && row.RevokedAt == null).ToListAsync(ct);
            if (held.Count(row => KeyOf(row).StateAt(EventJson.ReadInstant(move.Now)) == KeyState.Active) >= MostKeys)
                return new KeyResult.Refused(new TooManyKeys(MostKeys));

            var secret = KeySecret.Draw();
            var row = new ApiKeyRow
            {
                Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)),
                Hash = KeySecret.Hash(secret),
                Hint = secret[^4..],
                Person = by.Person.Value,
                Role = by.Role.Key(),
                Label = request.Label.Trim(),
                Scopes = string.Join(' ', request.Scopes.Distinct().Order().Select(scope => scope.Word())),
                CreatedAt = move.Now,
                ExpiresAt = EventJson.WriteInstant(EventJson.ReadInstant(move.Now).AddDays(request.Days)),
            };
            move.Db.ApiKeys.Add(row);
            await AppendAsync(move, new KeyMade(row.Id, row.Label, row.Scopes.Split(' '), EventJson.ReadInstant(row.ExpiresAt)), ct);
            return new KeyResult.Made(KeyOf(row), secret);
        }, cancellationToken);

    /// <summary>Takes a key back, at once and for ever.</summary>
    public Task<KeyResult> RevokeAsync(string id, Signature by, CancellationToken cancellationToken = default) =>
        WriteAsync(by, async (move, ct) =>
        {
            var row = await move.Db.ApiKeys.FirstOrDefaultAsync(known => known.Id == id && known.Person == by.Person.Value, ct);
            if (row is null)
                return new KeyResult.Refused(new KeyNotFound(id));
            if (await move.Db.Commands.AnyAsync(known => known.Id == by.Command.ToString("D"), ct))
                return new KeyResult.Revoked(KeyOf(row));
            if (KeyOf(row).StateAt(EventJson.ReadInstant(move.Now)) is not KeyState.Active and var state)
                return new KeyResult.Refused(new KeyIsOver(row.Label, state));
            row.RevokedAt = move.Now;
            await AppendAsync(move, new KeyRevoked(row.Id), ct);
            return new KeyResult.Revoked(KeyOf(row));
        }, cancellationToken);

    /// <summary>The key of a secret and its person, as the directory has him now; null when it opens nothing.</summary>
    /// <remarks>A person who no longer holds the role of the key, or who has left the directory, has no key any more.</remarks>
    public async Task<(ApiKey Key, Person Person)?> RecogniseAsync(string secret, CancellationToken cancellationToken = default)
    {
        if (!KeySecret.LooksRight(secret))
            return null;
        var (hash, now) = (KeySecret.Hash(secret), clock.GetUtcNow());
        await using var db = database.NewContext();
        var found = await (
                from key in db.ApiKeys.AsNoTracking()
                join person in db.People.AsNoTracking() on key.Person equals person.Id
                where key.Hash == hash
                select new { key, person })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null || KeyOf(found.key) is var known && known.StateAt(now) != KeyState.Active)
            return null;
        var holder = Projections.PersonOf(found.person);
        if (!holder.Roles.Contains(known.Role))
            return null;
        await UsedAsync(db, known, now, cancellationToken);
        return (known, holder);
    }

    private async Task UsedAsync(LedgerContext db, ApiKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (key.LastUsedAt is { } last && now - last < UseStep)
            return;
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var text = EventJson.WriteInstant(now);
        await db.ApiKeys.Where(row => row.Id == key.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, text), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<KeyResult> WriteAsync(
        Signature by, Func<Move, CancellationToken, Task<KeyResult>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = database.NewContext();
                await using var transaction = await database.BeginAsync(db, cancellationToken);
                var holder = await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.Id == by.Person.Value, cancellationToken);
                if (holder is null)
                    return new KeyResult.Refused(new PersonUnknown(by.Person));
                var move = new Move(db, Projections.PersonOf(holder), by, EventJson.WriteInstant(clock.GetUtcNow()));
                var result = await decide(move, cancellationToken);
                if (result is KeyResult.Refused)
                    return result;
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (Exception e) when (attempt < Attempts && LedgerDatabase.IsConflict(e))
            {
                // Another writer was first; the next round reads what it wrote.
            }
        }
    }

    private static async Task AppendAsync(Move move, DirectoryEvent happened, CancellationToken cancellationToken)
    {
        var stream = await move.StreamOrNewAsync(Move.KeysOf(move.By.Person), Move.Keys, cancellationToken);
        var recorded = move.Append(stream, EventJson.Write(happened));
        move.Receipt(stream, recorded.Hash);
    }

    private static ApiKey KeyOf(ApiKeyRow row) => new(
        row.Id, new PersonId(row.Person),
        Roles.Find(row.Role) ?? throw new InvalidDataException($"Key {row.Id} has the unknown role '{row.Role}'."), row.Label,
        [.. row.Scopes.Split(' ').Select(word => KeyScopes.Find(word)
            ?? throw new InvalidDataException($"Key {row.Id} has the unknown scope '{word}'."))],
        row.Hint, EventJson.ReadInstant(row.CreatedAt), EventJson.ReadInstant(row.ExpiresAt),
        row.LastUsedAt is null ? null : EventJson.ReadInstant(row.LastUsedAt),
        row.RevokedAt is null ? null : EventJson.ReadInstant(row.RevokedAt));
}
