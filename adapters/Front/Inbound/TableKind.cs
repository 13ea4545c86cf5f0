using System.Text;
using Hub.Adapters.Front.Wire;

namespace Hub.Adapters.Front.Inbound;

/// <summary>One pair of tables: its columns and its three statements. Names come from the layout, never from outside.</summary>
internal sealed class TableKind
{
    public TableKind(string name, IEnumerable<FrontColumn> columns)
    {
        Name = name;
        Columns = [.. columns.OrderBy(c => c.Name, StringComparer.Ordinal)];
        Header = Encoding.UTF8.GetBytes(string.Join('\t', Columns.Select(c => c.Name)));
        MessageIdAt = Columns.Select((column, at) => (column, at)).First(c => c.column.Name == "msgid").at;
        Lock = $"select id from front.in_{name} where status = 0 order by tries, id limit $1 for update skip locked";
        Select = $"select r.id, {string.Join(", ", Columns.Select(c => (c.OfLine ? "l." : "r.") + c.Name))} from front.in_{name} r "
            + $"left join front.in_{name}_line l on l.record_id = r.id where r.id = any($1) order by r.tries, r.id, l.line_no";
        Write = $"with done as (update front.in_{name} set status = $2, tries = tries + 1 where id = $1) "
            + "insert into front.out_result (record_id, kind, msgid, state, code, text, setl_id, medfee_sumamt, fund_pay_sumamt, acct_pay, psn_cash_pay, "
            + "receipt) "
            + "values ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (kind, record_id) do update set state = excluded.state, "
            + "code = excluded.code, text = excluded.text, setl_id = excluded.setl_id, medfee_sumamt = excluded.medfee_sumamt, "
            + "fund_pay_sumamt = excluded.fund_pay_sumamt, acct_pay = excluded.acct_pay, psn_cash_pay = excluded.psn_cash_pay, receipt = excluded.receipt, "
            + "written_at = now()";
    }

    /// <summary>claim or sale.</summary>
    public string Name { get; }

    /// <summary>Columns in the order in which they are read.</summary>
    public IReadOnlyList<FrontColumn> Columns { get; }

    /// <summary>Their names as a header row.</summary>
    public ReadOnlyMemory<byte> Header { get; }

    /// <summary>Place of msgid.</summary>
    public int MessageIdAt { get; }

    /// <summary>Locks new records that no other node works on.</summary>
    public string Lock { get; }

    /// <summary>Reads them with their lines.</summary>
    public string Select { get; }

    /// <summary>Writes status and result.</summary>
    public string Write { get; }
}
