package dev.paperboy.console;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "operator")
class OperatorRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Operator.Role role;

    @Column(name = "created_at")
    private Instant createdAt;

    protected OperatorRow() {}

    OperatorRow(String name, String passwordHash, Operator.Role role, Instant now) {
        this.name = name;
        this.passwordHash = passwordHash;
        this.role = role;
        this.createdAt = now;
    }

    void changePassword(String newHash) {
        passwordHash = newHash;
    }

    Long id() {
        return id;
    }

    String passwordHash() {
        return passwordHash;
    }

    Operator operator() {
        return new Operator(name, role);
    }
}
